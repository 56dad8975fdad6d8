# A ReplicaSet without a Deployment.

kubectl apply -f replica-set.yaml

./until "2 +2 +2" kubectl get replicaset web

kubectl get replicasets,pods

kubectl scale replicaset/web --replicas=1

./until "1 +1 +1" kubectl get replicaset web

./until "^1$" bash -c "kubectl get pods --no-headers | wc -l"

kubectl describe replicaset web

kubectl rollout status replicaset/web

kubectl rollout undo replicaset/web

kubectl delete replicaset web --cascade=orphan

kubectl apply -f replica-set.yaml

./until "2 +2 +2" kubectl get replicaset web
