# A deleted pod is replaced.

kubectl apply -f app.yaml

./rolled-out web

kubectl delete pods -l app=web

./rolled-out web

kubectl get deployment,replicaset,pods
