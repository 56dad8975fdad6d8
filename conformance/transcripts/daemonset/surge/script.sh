# With a surge the old daemon pod stays until the new one is ready.

kubectl apply -f daemon.yaml

kubectl rollout status daemonset/agent --timeout=60s

kubectl patch daemonset agent -p '{"spec":{"updateStrategy":{"rollingUpdate":{"maxSurge":1,"maxUnavailable":0}}}}'

kubectl set image daemonset/agent app=registry.test/shop/web:unready

./until "agent-.*0/1 +Running" kubectl get pods

kubectl get daemonset agent

kubectl get pods

kubectl rollout undo daemonset/agent

./until "^1$" bash -c 'kubectl get pods --no-headers | wc -l'

kubectl rollout status daemonset/agent --timeout=60s

kubectl set image daemonset/agent app=registry.test/shop/web:v2

kubectl rollout status daemonset/agent --timeout=60s

./until "^1$" bash -c 'kubectl get pods --no-headers | wc -l'

kubectl get daemonset,pods
