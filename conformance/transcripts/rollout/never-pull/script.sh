# Images that must be there and are not.

kubectl apply -f one.yaml

./rolled-out web

kubectl patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"app","image":"registry.test/shop/web:missing","imagePullPolicy":"Never"}]}}}}'

./until ErrImageNeverPull kubectl get pods

kubectl get pods

kubectl rollout undo deployment/web

./rolled-out web
