# A release in a namespace that has to be made first; lists by namespace.
# kubectl: 1.32 1.34

helm install web chart -n "$NAMESPACE-two"

helm install web chart -n "$NAMESPACE-two" --create-namespace --wait

kubectl get namespace "$NAMESPACE-two" -o jsonpath='{.metadata.labels}'

helm list -n "$NAMESPACE-two" | cut -f1,3,5

helm list

helm upgrade web chart --set greeting=hi

helm upgrade web chart -n "$NAMESPACE-two" --set greeting=hi --wait

helm rollback web 1 -n "$NAMESPACE-two" --wait

helm history web -n "$NAMESPACE-two"

kubectl delete namespace "$NAMESPACE-two"

helm status web -n "$NAMESPACE-two"
