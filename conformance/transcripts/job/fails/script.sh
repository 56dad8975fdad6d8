# A job whose pods fail: back-off limit, condition, events.

kubectl apply -f failing.yaml

kubectl wait job/migrate --for=condition=Failed --timeout=90s

kubectl get jobs

kubectl get pods

kubectl get job migrate -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}'

kubectl wait job/migrate --for=condition=Complete --timeout=1s

kubectl describe job migrate

kubectl logs job/migrate

kubectl delete jobs --all
