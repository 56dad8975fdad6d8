# A job that takes longer than it may.

kubectl apply -f slow.yaml

kubectl wait job/slow --for=condition=Failed --timeout=60s

kubectl get job slow -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}'

./until "^0$" bash -c 'kubectl get pods -o name | wc -l'

kubectl get jobs,pods

kubectl describe job slow
