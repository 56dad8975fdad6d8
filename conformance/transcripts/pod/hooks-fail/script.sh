# Hooks that fail: postStart restarts its container, preStop is told of and passed over.

kubectl apply -f hooks.yaml

./until "FailedPostStartHook" kubectl get events

./until "start .*(Error|CrashLoopBackOff)" kubectl get pods

kubectl wait pod/stop --for=condition=Ready --timeout=30s

kubectl delete pod stop

kubectl delete pod start
