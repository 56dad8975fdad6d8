# A ReplicaSet that somebody deletes or scales comes back as it was.

kubectl apply -f one.yaml

./rolled-out web

kubectl scale replicaset --all --replicas=3

./rolled-out web

./until "^web.* 1/1 +1 +1" kubectl get deployment web

kubectl delete replicaset --all

./rolled-out web

kubectl get replicasets

kubectl rollout history deployment/web
