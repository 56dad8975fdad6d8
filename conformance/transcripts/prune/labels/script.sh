# What the manifests no longer hold is removed: by label, and only of allowed kinds.
# kubectl: 1.32 1.34

mkdir set && for n in a b c; do kubectl create configmap $n --dry-run=client -o yaml | sed 's/^metadata:/metadata:\n  labels: {app: set}/' > set/$n.yaml; done

kubectl apply -f set -l app=set --prune

rm set/b.yaml

kubectl apply -f set -l app=set --prune --dry-run=client

kubectl apply -f set -l app=set --prune --dry-run=server

kubectl apply -f set -l app=set --prune --prune-allowlist=core/v1/Secret

kubectl apply -f set -l app=set --prune --prune-allowlist=core/v1/ConfigMap

kubectl get configmaps -l app=set -o name

kubectl apply -f set --prune

kubectl apply -f set --prune --all -l app=set

kubectl apply -f set -l app=set --prune --prune-allowlist=nonsense
