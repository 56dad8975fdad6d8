# Pods that may not share a node: on one node the new version finds no place until the old one makes room.
# kubectl: 1.34

kubectl apply -f apart.yaml

kubectl rollout status deployment/web --timeout=60s

kubectl set image deployment/web app=registry.test/shop/web:v2

./until "FailedScheduling" kubectl get events

kubectl rollout status deployment/web --timeout=1s

kubectl get pods --field-selector=status.phase=Pending -o jsonpath='{.items[0].status.conditions[0].message}{"\n"}'

kubectl patch deployment web -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":1}}}}'

./rolled-out web

kubectl get replicasets -o wide
