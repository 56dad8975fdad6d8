# A release that wants a ConfigMap that nobody made.

kubectl apply -f one.yaml

./rolled-out web

kubectl patch deployment web -p '{"spec":{"progressDeadlineSeconds":600}}'

kubectl set env deployment/web --from=configmap/none --keys=a

kubectl patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"app","envFrom":[{"configMapRef":{"name":"none"}}]}]}}}}'

./until CreateContainerConfigError kubectl get pods

kubectl get pods

kubectl describe pods -l app=web | grep -E "Reason:|Message:|not found" | sort -u

kubectl create configmap none --from-literal=a=1

./rolled-out web

kubectl get pods
