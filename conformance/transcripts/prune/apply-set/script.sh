# Pruning by an ApplySet, whose parent remembers what was applied.
# kubectl: 1.32 1.34

export KUBECTL_APPLYSET=true; mkdir set && for n in a b; do kubectl create configmap $n --dry-run=client -o yaml > set/$n.yaml; done; kubectl apply -f set --prune --applyset=parts

kubectl get secret parts -o yaml

kubectl get configmap a -o jsonpath='{.metadata.labels}'

export KUBECTL_APPLYSET=true; rm set/b.yaml; kubectl apply -f set --prune --applyset=parts

export KUBECTL_APPLYSET=true; kubectl apply -f set --prune --applyset=configmaps/none

export KUBECTL_APPLYSET=true; kubectl apply -f set --applyset=parts

kubectl get configmaps -o name
