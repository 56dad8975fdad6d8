# A release that no node can take.

kubectl apply -f one.yaml

./rolled-out web

kubectl patch deployment web -p '{"spec":{"template":{"spec":{"nodeSelector":{"disk":"golden"}}}}}'

./until FailedScheduling kubectl get events

kubectl get pods

kubectl get pods --field-selector=status.phase=Pending -o jsonpath='{.items[0].status.conditions[0].reason}: {.items[0].status.conditions[0].message}'

kubectl rollout undo deployment/web

./rolled-out web

kubectl get pods
