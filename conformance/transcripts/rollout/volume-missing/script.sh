# A release that mounts a Secret that nobody made.

kubectl apply -f one.yaml

./rolled-out web

kubectl apply -f mounts.yaml

./until FailedMount kubectl get events

kubectl get pods

kubectl rollout undo deployment/web

./rolled-out web
