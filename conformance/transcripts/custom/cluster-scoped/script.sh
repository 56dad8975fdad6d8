# A kind without a namespace, and one that keeps whatever it gets.
# kubectl: 1.34

sed 's/scope: Namespaced/scope: Cluster/' widgets.yaml > cluster.yaml && ./defined cluster.yaml beacon

./widget "$NAMESPACE-a" 'spec: { size: 3 }' | kubectl apply -f -

kubectl get beacons

kubectl get beacons -n "$NAMESPACE" "$NAMESPACE-a" -o jsonpath='{.metadata.namespace}{.spec}{"\n"}'

kubectl api-resources "--api-group=$NAMESPACE.example.com"

./api GET "/apis/$NAMESPACE.example.com/v1/namespaces/$NAMESPACE/beacons"

kubectl delete beacon "$NAMESPACE-a"

kubectl delete crd "beacons.$NAMESPACE.example.com"

./defined open.yaml

sed "s/NAMESPACE/$NAMESPACE/" anything.yaml | kubectl create -f -

kubectl get anything a -o jsonpath='{.spec}{"\n"}{.data}{"\n"}'

kubectl patch anything a --type=merge -p '{"spec":{"deep":{"b":null}}}'

kubectl get anythings

kubectl explain anything
