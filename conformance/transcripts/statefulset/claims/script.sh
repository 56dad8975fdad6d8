# Claims stay with their pods over rollouts; the retention policy decides over them afterwards.

kubectl apply -f claims.yaml

kubectl rollout status statefulset/db --timeout=60s

kubectl get persistentvolumeclaims -o custom-columns=NAME:.metadata.name,PHASE:.status.phase,OWNERS:.metadata.ownerReferences[*].kind

kubectl scale statefulset/db --replicas=1

./gone pod/db-1

kubectl get persistentvolumeclaims -o name

kubectl patch statefulset db -p '{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenScaled":"Delete","whenDeleted":"Delete"}}}'

kubectl scale statefulset/db --replicas=2

kubectl rollout status statefulset/db --timeout=60s

./until "data-db-1 .*StatefulSet" kubectl get persistentvolumeclaims -o custom-columns=NAME:.metadata.name,OWNERS:.metadata.ownerReferences[*].kind

kubectl scale statefulset/db --replicas=1

./gone pvc/data-db-1

kubectl get persistentvolumeclaims -o name

kubectl patch statefulset db -p '{"spec":{"volumeClaimTemplates":[]}}'

kubectl delete statefulset db

./gone pvc/data-db-0

kubectl get persistentvolumeclaims
