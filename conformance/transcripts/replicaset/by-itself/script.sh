# A ReplicaSet without a Deployment: adoption, release, cascades.

kubectl apply -f replica-set.yaml

kubectl wait replicaset --all --for=jsonpath='{.status.readyReplicas}'=2 --timeout=60s

kubectl get replicasets -o wide

kubectl describe replicaset

kubectl autoscale replicaset alone --max=3 --dry-run=client

kubectl rollout status replicaset --timeout=1s

kubectl rollout history replicaset

kubectl delete replicaset --all --cascade=orphan

kubectl get pods
