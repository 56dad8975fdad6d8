# Indexes fail on their own, each within its own limit.

kubectl apply -f per-index.yaml

kubectl wait job/shards --for=condition=Failed --timeout=90s

kubectl get job shards -o jsonpath='{.status.completedIndexes} {.status.failedIndexes} {.status.succeeded} {.status.failed}{"\n"}'

kubectl get job shards -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}'

kubectl get jobs

kubectl get pods

kubectl describe job shards
