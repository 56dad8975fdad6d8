# A Deployment and a Service in every kind of table.
# kubectl: 1.32 1.34
# core: yes

kubectl apply -f app.yaml

./rolled-out web

kubectl get deployments,replicasets,pods,services

kubectl get all

kubectl get deployment web -o wide

kubectl get replicasets -o wide

kubectl get pods -o wide --show-labels

kubectl get service/web -o wide

kubectl get endpointslices

kubectl get endpoints

kubectl get pods --no-headers -l app=web

kubectl get pods -l app!=web

kubectl get pods -L app
