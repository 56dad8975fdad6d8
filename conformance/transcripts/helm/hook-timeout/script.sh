# A hook that takes longer than the client waits.
# kubectl: 1.32 1.34
# speed: 1

helm install web hooked

helm upgrade web hooked --set before=60 --timeout 4s

helm history web

kubectl get job migrate -o jsonpath='{.status.active}'

helm upgrade web hooked --timeout 60s

helm history web
