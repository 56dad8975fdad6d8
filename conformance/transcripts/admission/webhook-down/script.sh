# A webhook that nobody answers for lets no pod be made: neither new nor old versions come up, until it may fail.
# kubectl: 1.32 1.34
# speed: 1

kubectl create deployment web --image=registry.test/shop/web:v1 && ./rolled-out web

./webhook Validating https://127.0.0.1:9/check /pods

kubectl run alone --image=registry.test/shop/web:v1

kubectl set image deployment/web web=registry.test/shop/web:v2

./until 'connection refused' kubectl get events --field-selector reason=FailedCreate

./until ReplicaFailure kubectl get deployment web -o yaml

kubectl get deployment web -o jsonpath='{range .status.conditions[?(@.type=="ReplicaFailure")]}{.type}={.status} {.reason}: {.message}{"\n"}{end}'

kubectl delete pod -l app=web --wait=false > /dev/null; kubectl rollout undo deployment/web

./until '0/1' kubectl get deployment web --no-headers

kubectl get replicasets

kubectl rollout status deployment/web --timeout=3s

kubectl delete deployment web

./webhook Validating https://127.0.0.1:9/check /pods CREATE 'failurePolicy: Ignore'

kubectl run alone --image=registry.test/shop/web:v1 && kubectl wait --for=condition=Ready pod/alone --timeout=60s
