# Sorted by a field, and chunked.

kubectl create configmap b --from-literal=n=1 && kubectl create configmap a --from-literal=n=3 && kubectl create configmap c --from-literal=n=2

kubectl get configmaps a b c --sort-by=.data.n -o name

kubectl get configmaps --sort-by=.metadata.name -o name

kubectl get configmaps --chunk-size=1 -o name

kubectl get configmaps --sort-by=.data.nothing -o name
