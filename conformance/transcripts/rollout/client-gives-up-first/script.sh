# The client waits for less than the deadline, then for more.
# speed: 1

kubectl apply -f one.yaml

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:missing

kubectl rollout status deployment/web --timeout=3s

kubectl rollout status deployment/web --timeout=30s
