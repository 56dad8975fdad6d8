# An image name that cannot be.

kubectl apply -f one.yaml

./rolled-out web

kubectl set image deployment/web app=registry.test/Shop/WEB:v1

./until InvalidImageName kubectl get pods

kubectl get pods

kubectl describe pods -l app=web | grep -E "InspectFailed|Failed" | sort -u

kubectl rollout undo deployment/web

./rolled-out web
