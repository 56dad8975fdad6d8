# An indexed job: names, indexes, and which are done.

kubectl apply -f indexed.yaml

kubectl wait job/shards --for=condition=Complete --timeout=90s

kubectl get job shards

kubectl get pods -L batch.kubernetes.io/job-completion-index

kubectl get job shards -o jsonpath='{.status.completedIndexes} {.status.succeeded}{"\n"}'

kubectl logs -l job-name=shards --prefix=false

kubectl describe job shards

kubectl patch job shards -p '{"spec":{"completions":5}}'

kubectl patch job shards -p '{"spec":{"completionMode":"NonIndexed"}}'
