# Everything that a Deployment owns goes with it.

kubectl apply -f app.yaml

./rolled-out web

kubectl delete -f app.yaml

./until "No resources" kubectl get replicasets,pods,endpointslices

kubectl get all
