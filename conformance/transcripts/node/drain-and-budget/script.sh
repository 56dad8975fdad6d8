# A budget holds a drain up until it gives way, until the client gives up, or until the budget is passed over.
# workers: 2
# speed: 1

kubectl label node $NODE1 $NODE2 place=here

kubectl cordon $NODE2

kubectl apply -f placed.yaml

kubectl rollout status statefulset/db --timeout=60s

kubectl uncordon $NODE2

kubectl create pdb db --selector=app=db --max-unavailable=0

kubectl wait pdb/db --for=jsonpath='{.status.currentHealthy}'=2 --timeout=30s

kubectl drain $NODE1 --ignore-daemonsets --pod-selector=statefulset.kubernetes.io/pod-name=db-0 --timeout=8s 2>&1 | sort | uniq

kubectl get pods -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName

kubectl patch pdb db --type=merge -p '{"spec":{"maxUnavailable":1}}'

kubectl wait pdb/db --for=jsonpath='{.status.disruptionsAllowed}'=1 --timeout=30s

kubectl drain $NODE1 --ignore-daemonsets --pod-selector=app=db --timeout=60s 2>&1 | grep -v 'will retry' | sort | uniq

kubectl rollout status statefulset/db --timeout=60s

kubectl get pods -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName

kubectl patch pdb db --type=merge -p '{"spec":{"maxUnavailable":0}}'

kubectl wait pdb/db --for=jsonpath='{.status.disruptionsAllowed}'=0 --timeout=30s

kubectl uncordon $NODE1

kubectl drain $NODE2 --ignore-daemonsets --pod-selector=statefulset.kubernetes.io/pod-name=db-0 --disable-eviction 2>&1 | sort

kubectl rollout status statefulset/db --timeout=60s

kubectl get pods -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName

kubectl uncordon $NODE2

kubectl label node $NODE1 $NODE2 place-
