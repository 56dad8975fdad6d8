# Paused half-way and scaled: old and new grow in proportion.

kubectl apply -f app.yaml

kubectl scale deployment/web --replicas=4

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:missing

./until "2 +2 +0" kubectl get replicasets

kubectl rollout pause deployment/web

kubectl scale deployment/web --replicas=8

kubectl wait deployment/web --for=jsonpath='{.status.replicas}'=10 --timeout=30s

./until "6 +6 +6" kubectl get replicasets

kubectl get replicasets

kubectl scale deployment/web --replicas=4

./until "^web .* 3/4 " kubectl get deployment web

kubectl get replicasets

kubectl rollout resume deployment/web

kubectl rollout undo deployment/web

./rolled-out web
