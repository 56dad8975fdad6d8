# A release whose image was never pushed, and the way back.
# kubectl: 1.32 1.34
# speed: 1

kubectl apply -f app.yaml

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:missing

kubectl wait deployment/web --for=jsonpath='{.status.updatedReplicas}'=1 --timeout=30s

./until ImagePullBackOff kubectl get pods

kubectl rollout status deployment/web --timeout=2s

kubectl get deployments,replicasets,pods

kubectl describe pods -l app=web | grep -A20 Waiting | grep -E "Waiting|Reason"

kubectl rollout history deployment/web

kubectl rollout undo deployment/web

./rolled-out web

kubectl rollout history deployment/web

kubectl get replicasets -o wide
