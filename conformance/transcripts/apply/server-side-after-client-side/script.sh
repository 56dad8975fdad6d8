# From one way of applying to the other, with a rollback between.
# kubectl: 1.32 1.34

kubectl apply -f one.yaml

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:v2

./rolled-out web

kubectl apply --server-side -f one.yaml

kubectl apply --server-side -f one.yaml --force-conflicts

./rolled-out web

kubectl rollout history deployment/web

kubectl apply -f one.yaml
