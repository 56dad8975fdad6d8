# What a node says of itself, and what cannot be changed about it.
# workers: 2

kubectl run alone --image=registry.test/shop/web:v1 --overrides='{"spec":{"nodeName":"'$NODE1'","containers":[{"name":"alone","image":"registry.test/shop/web:v1","resources":{"requests":{"cpu":"100m"},"limits":{"memory":"32Mi"}}}]}}'

kubectl wait pod/alone --for=condition=Ready --timeout=60s

kubectl describe pod alone

kubectl get pods --field-selector spec.nodeName=$NODE1

kubectl get node $NODE1 -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}'

kubectl get lease -n kube-node-lease $NODE1 -o jsonpath='{.spec.holderIdentity} {.spec.leaseDurationSeconds} {.metadata.ownerReferences[0].kind}{"\n"}'

kubectl describe node $NODE1 | grep -A3 -E "^(Taints|Lease|Roles)"

kubectl describe node $NODE1 | grep -E "alone" | sed 's/([0-9]*%)//g'

kubectl cordon $NODE1

kubectl get node $NODE1

kubectl describe node $NODE1 | grep -A1 -E "^(Taints|Unschedulable)"

kubectl uncordon $NODE1

kubectl cordon $NODE1 --dry-run=client

kubectl patch node $NODE1 -p '{"spec":{"podCIDR":"10.9.9.0/24"}}'

kubectl delete pod alone --now
