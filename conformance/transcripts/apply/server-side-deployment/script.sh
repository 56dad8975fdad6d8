# A Deployment that is applied on the server, scaled and set by others.
# kubectl: 1.32 1.34

kubectl apply --server-side -f one.yaml

./rolled-out web

kubectl scale deployment/web --replicas=2

./rolled-out web

kubectl apply --server-side -f one.yaml

kubectl set image deployment/web app=registry.test/shop/web:v2

./rolled-out web

kubectl apply --server-side -f one.yaml

kubectl apply --server-side -f one.yaml --dry-run=server --force-conflicts

kubectl apply --server-side -f one.yaml --force-conflicts

./rolled-out web

kubectl get deployment web -o jsonpath='{.spec.replicas} {.spec.template.spec.containers[0].image}'

kubectl apply -f one.yaml

kubectl apply --server-side -f one.yaml -o name
