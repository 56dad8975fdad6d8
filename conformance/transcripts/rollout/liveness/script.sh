# A container that is restarted because its probe fails.
# speed: 1

sed -i s/:v1/:unready/ alive.yaml && kubectl apply -f alive.yaml

./until "web.* 1 \(" kubectl get pods

kubectl get pods -o jsonpath='{.items[0].status.containerStatuses[0].lastState.terminated.exitCode} {.items[0].status.containerStatuses[0].restartCount}'

kubectl delete deployment web

./until "No resources" kubectl get pods
