# A release is replaced before it is out.

kubectl apply -f app.yaml

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:missing

./until "ImagePullBackOff" kubectl get pods

kubectl set image deployment/web app=registry.test/shop/web:v2

./rolled-out web

kubectl get replicasets

kubectl rollout history deployment/web
