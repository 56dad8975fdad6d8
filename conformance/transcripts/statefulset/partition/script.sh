# A canary by partition, promoted and taken back.

kubectl apply -f stateful.yaml

kubectl rollout status statefulset/db --timeout=60s

kubectl patch statefulset db -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":2}}}}'

kubectl set image statefulset/db app=registry.test/shop/web:v2

kubectl rollout status statefulset/db --timeout=60s

kubectl get pods -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image

kubectl get statefulset db -o jsonpath='{.status.currentReplicas} {.status.updatedReplicas}{"\n"}'

kubectl delete pod db-0 db-2

kubectl wait pod/db-0 pod/db-2 --for=condition=Ready --timeout=60s

kubectl get pods -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image

kubectl patch statefulset db -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":1}}}}'

kubectl rollout status statefulset/db --timeout=60s

kubectl rollout undo statefulset/db

kubectl rollout status statefulset/db --timeout=60s

kubectl patch statefulset db -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}'

kubectl rollout status statefulset/db --timeout=60s

./at-rest

kubectl get pods -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image

kubectl get statefulset db -o yaml
