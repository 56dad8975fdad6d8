# Logs of a container that has not started.
# speed: 1

kubectl run m --image=registry.test/shop/web:missing

./until ImagePullBackOff kubectl get pod m

kubectl logs m

kubectl logs m -f

kubectl logs m -c x
