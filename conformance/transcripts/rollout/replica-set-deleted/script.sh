# A ReplicaSet that somebody deletes comes back.

kubectl apply -f one.yaml

./rolled-out web

kubectl delete replicaset --all

./rolled-out web

kubectl get replicasets

kubectl rollout history deployment/web
