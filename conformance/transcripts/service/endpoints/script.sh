# A Service follows its pods.

kubectl apply -f app.yaml

./rolled-out web

kubectl get endpointslices -l kubernetes.io/service-name=web

kubectl scale deployment/web --replicas=1

./rolled-out web

./until "^x$" kubectl get endpointslices -o jsonpath="{range .items[0].endpoints[*]}x{end}"

kubectl patch service web -p '{"spec":{"selector":{"app":"none"}}}'

./until "<unset> +<unset>" kubectl get endpointslices

kubectl get endpointslices

kubectl describe service web

kubectl get endpoints web
