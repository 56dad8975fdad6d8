# Commands in a namespace that is not there, and a namespace with its content in one file.
# kubectl: 1.32 1.34

kubectl -n nowhere-at-all get pods

kubectl -n nowhere-at-all get pod x

kubectl -n nowhere-at-all create configmap x

kubectl -n nowhere-at-all apply -f app.yaml

kubectl -n nowhere-at-all delete pod x

kubectl -n nowhere-at-all rollout status deployment/web

kubectl get namespace nowhere-at-all

kubectl delete namespace nowhere-at-all

kubectl create namespace default

kubectl label namespace nowhere-at-all a=b
