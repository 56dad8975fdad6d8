# A release that never becomes ready: the old pods that must stay, stay.
# speed: 2

kubectl apply -f app.yaml

kubectl scale deployment/web --replicas=4

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:unready

kubectl wait deployment/web --for=jsonpath='{.status.updatedReplicas}'=2 --timeout=30s

./until "2 +2 +0" kubectl get replicasets

./until "Unhealthy.*503" kubectl get events

kubectl get deployments,replicasets

kubectl wait deployment/web --for=condition=Available --timeout=5s

kubectl rollout undo deployment/web

./rolled-out web

kubectl get deployments,replicasets,pods
