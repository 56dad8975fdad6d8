# All old pods end before the first new one starts.

kubectl apply -f recreate.yaml

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:v2

./rolled-out web

kubectl get deployment web -o wide

kubectl patch deployment web -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":1}}}}'

kubectl describe deployment web | grep -A1 StrategyType

kubectl rollout undo deployment/web

./rolled-out web
