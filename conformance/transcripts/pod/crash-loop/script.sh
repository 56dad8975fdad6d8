# A container that crashes again and again, as tables and events tell it.
# speed: 1

kubectl run web --image=registry.test/shop/web:crashing

./until "CrashLoopBackOff" kubectl get pods

./until "web .*CrashLoopBackOff +2" kubectl get pods

kubectl get pod web -o jsonpath='{.status.phase} {.status.containerStatuses[0].lastState.terminated.reason} {.status.containerStatuses[0].lastState.terminated.exitCode}{"\n"}'

kubectl logs web

kubectl logs web --previous

kubectl describe pod web
