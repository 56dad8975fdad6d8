# A Service follows its pods.

kubectl apply -f app.yaml

./rolled-out web

kubectl get endpointslices -l kubernetes.io/service-name=web

kubectl scale deployment/web --replicas=1

./rolled-out web

./until "^1$" bash -c "kubectl get endpointslices -o jsonpath='{.items[0].endpoints}' | jq length"

kubectl patch service web -p '{"spec":{"selector":{"app":"none"}}}'

./until "^0$" bash -c "kubectl get endpointslices -o jsonpath='{.items[0].endpoints}' | jq length"

kubectl get endpointslices

kubectl describe service web

kubectl get endpoints web
