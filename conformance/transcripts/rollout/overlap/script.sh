# A pod with the Deployment's label but without its hash is left alone.

kubectl apply -f one.yaml

./rolled-out web

kubectl run stray --image=registry.test/shop/web:v1 --labels=app=web

kubectl wait pod stray --for=condition=Ready --timeout=30s

kubectl get pods -l app=web --no-headers | wc -l

kubectl get deployment web
