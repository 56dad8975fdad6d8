# A namespace with content is created, refuses new content while it ends, and is gone.

kubectl create namespace $NAMESPACE-b

kubectl -n $NAMESPACE-b create configmap x

kubectl get namespace $NAMESPACE-b

kubectl get namespace $NAMESPACE-b -o jsonpath='{.metadata.labels} {.spec} {.status}'

kubectl -n $NAMESPACE-b patch configmap x --type merge -p '{"metadata":{"finalizers":["example.test/hold"]}}'

kubectl delete namespace $NAMESPACE-b --wait=false

./until Terminating kubectl get namespace $NAMESPACE-b

kubectl -n $NAMESPACE-b create configmap y

kubectl -n $NAMESPACE-b patch configmap x --type merge -p '{"metadata":{"finalizers":null}}' && ./until NotFound kubectl get namespace $NAMESPACE-b

kubectl wait --for=delete namespace/$NAMESPACE-b --timeout=60s

kubectl get namespace $NAMESPACE-b

kubectl -n $NAMESPACE-b get pods

kubectl -n $NAMESPACE-b create configmap z

kubectl delete namespace kube-system --dry-run=server

kubectl delete namespace default
