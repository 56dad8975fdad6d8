# Logs of a container that was started again, of its predecessor, and of init containers.
# kubectl: 1.34

kubectl apply -f restarted.yaml

./until "again +1/1 +Running +1" kubectl get pod again

kubectl logs again

kubectl logs again --previous

kubectl logs again -c first

kubectl logs again --previous -c first

kubectl logs again --all-containers | sort

kubectl get pod again -o jsonpath='{.status.containerStatuses[0].restartCount} {.status.containerStatuses[0].lastState.terminated.exitCode}'
