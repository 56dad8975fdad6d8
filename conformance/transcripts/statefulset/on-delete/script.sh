# OnDelete: the template waits for somebody to delete the pods, and clients are told so.

kubectl apply -f stateful.yaml

kubectl rollout status statefulset/db --timeout=60s

kubectl patch statefulset db -p '{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}'

kubectl set image statefulset/db app=registry.test/shop/web:v2

kubectl rollout status statefulset/db --timeout=5s

kubectl delete pod db-1

kubectl wait pod/db-1 --for=condition=Ready --timeout=60s

kubectl get pods -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image

kubectl rollout undo statefulset/db

kubectl get statefulset db -o jsonpath='{.status.currentReplicas} {.status.updatedReplicas}{"\n"}'

kubectl rollout history statefulset/db

kubectl rollout restart statefulset/db

kubectl rollout pause statefulset/db

kubectl rollout resume statefulset/db
