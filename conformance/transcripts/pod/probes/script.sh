# Probes that ask where nobody listens: never ready, restarted, or waited for.
# speed: 1

kubectl apply -f deaf.yaml

./until "Readiness probe failed.*refused" kubectl get events

./until "Liveness probe failed.*refused" kubectl get events

./until "Startup probe failed.*refused" kubectl get events

./until "dead .*[1-9] \(" kubectl get pods

kubectl get pods unready slow

kubectl get pod slow -o jsonpath='{.status.containerStatuses[0].started} {.status.containerStatuses[0].ready}{"\n"}'

kubectl wait pod/unready --for=condition=Ready --timeout=1s

kubectl delete pods --all
