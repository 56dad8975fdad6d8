# What a release owned in the cluster's own sense: removed with it, after it, or left alone.
# kubectl: 1.32 1.34

helm install web chart --wait

helm uninstall web --cascade orphan

kubectl get deployments,replicasets,pods -o name | sed 's/-.*//'

kubectl delete replicasets --all

./until '^No resources' kubectl get pods

helm install web chart --wait

helm uninstall web --cascade foreground --wait

./until '^No resources' kubectl get deployments,replicasets,pods,endpointslices

helm install web chart --wait

helm uninstall web --cascade sideways

helm uninstall web --wait --timeout 60s

./until '^No resources' kubectl get deployments,replicasets,pods,endpointslices
