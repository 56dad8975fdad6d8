# A Deployment that is created paused has no pods until it is resumed.

kubectl create -f paused.yaml

kubectl rollout status deployment/web --timeout=1s

kubectl get deployments,replicasets,pods

kubectl rollout undo deployment/web

kubectl rollout resume deployment/web

./rolled-out web

kubectl get deployments,replicasets
