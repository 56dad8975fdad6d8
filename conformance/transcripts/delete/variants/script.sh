# What deletions say and leave.
# kubectl: 1.32 1.34

kubectl apply -f app.yaml

./rolled-out web

kubectl delete pod nobody

kubectl delete pod nobody --ignore-not-found

kubectl delete deployment web --cascade=orphan

kubectl get replicasets

kubectl get pods

kubectl delete replicaset -l app=web --cascade=foreground

kubectl get pods

kubectl delete service web

kubectl delete -f app.yaml

kubectl create configmap a && kubectl create configmap b

kubectl delete configmap a b

kubectl delete configmap

kubectl delete widgets --all

kubectl delete pods --all

kubectl delete all --all
