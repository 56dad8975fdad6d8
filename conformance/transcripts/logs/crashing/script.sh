# Logs of a container that ended, and of the one before.
# speed: 1

kubectl run c --image=registry.test/shop/web:crashing

./until CrashLoopBackOff kubectl get pod c

kubectl logs c

./until "c +0/1 +CrashLoopBackOff +[2-9]" kubectl get pod c

kubectl logs c --previous

kubectl get pod c -o jsonpath='{.status.containerStatuses[0].lastState.terminated.exitCode} {.status.containerStatuses[0].lastState.terminated.reason} {.status.containerStatuses[0].state.waiting.reason}'
