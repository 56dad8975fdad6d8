# OnDelete and node selectors of DaemonSets.

kubectl apply -f daemon.yaml

kubectl rollout status daemonset/agent --timeout=60s

kubectl patch daemonset agent -p '{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}'

kubectl set image daemonset/agent app=registry.test/shop/web:v2

kubectl rollout status daemonset/agent --timeout=5s

kubectl get daemonset agent

kubectl delete pods -l app=agent

kubectl wait daemonset/agent --for=jsonpath='{.status.numberAvailable}'=1 --timeout=60s

kubectl wait daemonset/agent --for=jsonpath='{.status.updatedNumberScheduled}'=1 --timeout=60s

kubectl patch daemonset agent -p '{"spec":{"template":{"spec":{"nodeSelector":{"disk":"none"}}}}}'

./until "^0$" bash -c 'kubectl get pods -o name | wc -l'

kubectl get daemonset agent

kubectl rollout history daemonset/agent
