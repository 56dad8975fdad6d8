# One daemon pod on each node that may have one, replaced one node at a time, or as many as the strategy allows.
# workers: 2

kubectl apply -f daemon.yaml

kubectl rollout status daemonset/agent --timeout=60s

kubectl get daemonset agent

kubectl cordon $NODE1

kubectl set image daemonset/agent app=registry.test/shop/web:v2

kubectl rollout status daemonset/agent --timeout=60s

kubectl get pods -o custom-columns=IMAGE:.spec.containers[0].image,NODE:.spec.nodeName --sort-by=.spec.nodeName

kubectl uncordon $NODE1

kubectl rollout undo daemonset/agent

kubectl rollout status daemonset/agent --timeout=60s

kubectl label node $NODE2 agent=no

kubectl patch daemonset agent -p '{"spec":{"template":{"spec":{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"agent","operator":"DoesNotExist"}]}]}}}}}}}'

./until "agent +1 +1 +1 +1 +1" kubectl get daemonset agent

./at-rest

kubectl get pods -o custom-columns=NODE:.spec.nodeName

kubectl label node $NODE2 agent-

./until "agent +2 +2 +2 +2 +2" kubectl get daemonset agent

kubectl taint nodes $NODE2 special=yes:NoSchedule

kubectl delete pods -l app=agent --field-selector spec.nodeName=$NODE2 > /dev/null

./until "agent +1 +1 +1 +1 +1" kubectl get daemonset agent

kubectl taint nodes $NODE2 special-

./until "agent +2 +2 +2 +2 +2" kubectl get daemonset agent

kubectl rollout status daemonset/agent --timeout=60s
