# A broken rollout of a StatefulSet that an undo does not heal, until the broken pod is deleted.

kubectl apply -f stateful.yaml

kubectl rollout status statefulset/db --timeout=60s

kubectl set image statefulset/db app=registry.test/shop/web:missing

./until "db-2 .*ImagePullBackOff" kubectl get pods

kubectl get statefulset db

kubectl rollout status statefulset/db --timeout=1s

kubectl rollout undo statefulset/db

kubectl rollout status statefulset/db --timeout=2s

kubectl get statefulset db -o jsonpath='{.status.currentReplicas} {.status.readyReplicas} {.status.updatedReplicas}{"\n"}'

./until "db-2 .*ImagePullBackOff" kubectl get pods

kubectl delete pod db-2

kubectl rollout status statefulset/db --timeout=60s

kubectl get pods

kubectl describe pod db-2
