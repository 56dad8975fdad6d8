# A release that crashes, and the way back.
# speed: 1

kubectl apply -f app.yaml

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:crashing

./until CrashLoopBackOff kubectl get pods

kubectl get deployment web

kubectl rollout undo deployment/web

./rolled-out web

kubectl get deployments,replicasets,pods
