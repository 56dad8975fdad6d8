# A watch of a kind of one's own ends when its definition goes.
# kubectl: 1.34

./definition widgets.yaml dial > definition.yaml && kubectl create -f definition.yaml

kubectl wait --for=condition=Established "crd/dials.$NAMESPACE.example.com"

./until '^(KIND|GROUP)' kubectl explain "dials.$NAMESPACE.example.com"

./widget a 'spec: { size: 3 }' | kubectl create -f -

kubectl get dials -w --output-watch-events -o name > seen &
./until . cat seen
kubectl delete crd "dials.$NAMESPACE.example.com"
wait
cat seen
