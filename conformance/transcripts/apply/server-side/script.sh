# Field owners: conflict, force, sharing and giving up.
# kubectl: 1.32 1.34
# core: yes

kubectl apply --server-side -f a.yaml --field-manager=alice

kubectl apply --server-side -f b.yaml --field-manager=bob

kubectl apply --server-side -f b.yaml --field-manager=bob --force-conflicts

kubectl apply --server-side -f a.yaml --field-manager=alice

sleep 1.1; kubectl apply --server-side -f only.yaml --field-manager=alice

kubectl get configmap shared -o jsonpath='{.data}'

kubectl get configmap shared -o yaml --show-managed-fields
