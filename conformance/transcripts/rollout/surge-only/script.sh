# maxUnavailable 0 and maxSurge 1: one pod at a time.

kubectl apply -f careful.yaml

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:v2

./rolled-out web

kubectl get replicasets

kubectl describe deployment web | grep -E "Strategy|^Replicas"
