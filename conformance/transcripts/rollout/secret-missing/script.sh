# A release that wants a key that a Secret does not have.

kubectl apply -f one.yaml

./rolled-out web

kubectl create secret generic keys --from-literal=a=1

kubectl set env deployment/web --from=secret/keys

./rolled-out web

kubectl patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"app","env":[{"name":"B","valueFrom":{"secretKeyRef":{"name":"keys","key":"b"}}}]}]}}}}'

./until CreateContainerConfigError kubectl get pods

kubectl get pods -o jsonpath='{.items[*].status.containerStatuses[0].state.waiting}'

kubectl rollout undo deployment/web

./rolled-out web
