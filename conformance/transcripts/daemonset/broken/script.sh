# A DaemonSet's rollout that hangs, and its undo.

kubectl apply -f daemon.yaml

kubectl rollout status daemonset/agent --timeout=60s

kubectl set image daemonset/agent app=registry.test/shop/web:missing

./until "ImagePullBackOff" kubectl get pods

kubectl rollout status daemonset/agent --timeout=2s

kubectl get daemonset agent

kubectl rollout undo daemonset/agent

kubectl rollout status daemonset/agent --timeout=60s

./at-rest

kubectl get daemonset,pods

kubectl patch daemonset agent -p '{"spec":{"selector":{"matchLabels":{"app":"x"}}}}'

kubectl patch daemonset agent -p '{"spec":{"updateStrategy":{"rollingUpdate":{"maxUnavailable":0}}}}'
