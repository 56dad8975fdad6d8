# A node is emptied and taken back: what drain refuses, what it does, where the pods go.
# kubectl: 1.32 1.34
# workers: 2

kubectl label node $NODE1 $NODE2 place=here

kubectl cordon $NODE2

kubectl apply -f placed.yaml

kubectl rollout status statefulset/db --timeout=60s

kubectl get pods -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName

kubectl uncordon $NODE2

kubectl run alone --image=registry.test/shop/web:v1 --overrides='{"spec":{"nodeSelector":{"kubernetes.io/hostname":"'$NODE1'"},"terminationGracePeriodSeconds":1}}'

kubectl apply -f daemon.yaml

kubectl rollout status daemonset/agent --timeout=60s

kubectl wait pod/alone --for=condition=Ready --timeout=60s

kubectl drain $NODE1 --pod-selector='app in (db, agent)'

kubectl get node $NODE1 -o jsonpath='{.spec.unschedulable} {.spec.taints[*].key}{"\n"}'

kubectl drain $NODE1 --pod-selector=run=alone --ignore-daemonsets

kubectl drain $NODE1 --ignore-daemonsets --pod-selector=app=db --dry-run=client

kubectl drain $NODE1 --ignore-daemonsets --pod-selector=app=db --timeout=60s 2>&1 | sort

kubectl rollout status statefulset/db --timeout=60s

kubectl get pods -l app=db -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName

kubectl drain $NODE1 --pod-selector=run=alone --ignore-daemonsets --force 2>&1 | sort

kubectl get pods -l run=alone

kubectl get nodes $NODE1 $NODE2

kubectl uncordon $NODE1

kubectl uncordon $NODE1

kubectl cordon nobody

kubectl drain nobody

kubectl label node $NODE1 $NODE2 place-
