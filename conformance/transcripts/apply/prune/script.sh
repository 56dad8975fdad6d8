# A label decides what is removed.

kubectl apply -f all.yaml

kubectl apply --prune -l set=a --all -f kept.yaml || true

kubectl apply --prune -l set=a --prune-allowlist=core/v1/ConfigMap -f kept.yaml

kubectl get configmaps -l set=a -o name
