# A Deployment takes over the ReplicaSet that an orphaning deletion left.

kubectl apply -f one.yaml

./rolled-out web

kubectl delete deployment web --cascade=orphan

kubectl get replicasets -o jsonpath='{.items[*].metadata.ownerReferences}'

kubectl apply -f one.yaml

./rolled-out web

kubectl get replicasets -o jsonpath='{.items[*].metadata.ownerReferences[0].kind}'

kubectl get pods

kubectl rollout history deployment/web
