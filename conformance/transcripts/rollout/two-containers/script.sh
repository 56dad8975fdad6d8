# Two containers, one of which goes bad; logs, images and statuses by container.
# speed: 1

kubectl apply -f two.yaml

./rolled-out web

kubectl logs deployment/web

kubectl logs deployment/web --all-containers --prefix | sort

kubectl get deployment web -o wide

kubectl get pods

kubectl set image deployment/web side=registry.test/shop/web:missing

./until ImagePullBackOff kubectl get pods

kubectl get pods

kubectl get deployment web

kubectl rollout undo deployment/web

./rolled-out web

kubectl get pods
