# A DaemonSet is rolled out, restarted and rolled back.
# kubectl: 1.32 1.34
# core: yes

kubectl apply -f daemon.yaml

kubectl rollout status daemonset/agent --timeout=60s

kubectl get daemonset agent

kubectl get daemonset agent -o wide

kubectl set image daemonset/agent app=registry.test/shop/web:v2

kubectl rollout status daemonset/agent --timeout=60s

kubectl rollout history daemonset/agent

kubectl rollout history daemonset/agent --revision=2

kubectl rollout undo daemonset/agent

kubectl rollout status daemonset/agent --timeout=60s

kubectl rollout history daemonset/agent

kubectl get controllerrevisions

kubectl rollout undo daemonset/agent --to-revision=7

kubectl rollout restart daemonset/agent

kubectl rollout status daemonset/agent --timeout=60s

./at-rest

kubectl describe daemonset agent

kubectl get pods -L controller-revision-hash,pod-template-generation

kubectl scale daemonset/agent --replicas=2

kubectl delete daemonset agent --cascade=orphan

kubectl get pods
