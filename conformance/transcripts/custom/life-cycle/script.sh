# A kind of one's own: defined, used, shown, deleted with its definition.
# kubectl: 1.34

./definition widgets.yaml gear > definition.yaml && kubectl create -f definition.yaml

kubectl wait --for=condition=Established "crd/gears.$NAMESPACE.example.com"

./until '^(KIND|GROUP)' kubectl explain "gears.$NAMESPACE.example.com"

kubectl get crd "gears.$NAMESPACE.example.com" -o yaml

kubectl get crd "gears.$NAMESPACE.example.com" -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}'

kubectl api-resources "--api-group=$NAMESPACE.example.com" -o wide

./api GET "/apis/$NAMESPACE.example.com"

./api GET "/apis/$NAMESPACE.example.com/v1" | sed 's/"storageVersionHash":"[^"]*"/"storageVersionHash":"x"/'

kubectl get gears

./widget a 'spec: { size: 3, parts: [{ name: p }] }' | kubectl apply -f -

./widget a 'spec: { size: 3, parts: [{ name: p }] }' | kubectl apply -f -

./widget a 'spec: { size: 4, parts: [{ name: p }] }' | kubectl apply -f -

kubectl get wgear

kubectl get wgear -o wide

kubectl get pgear

kubectl get gear a -o jsonpath='{.spec}{"\n"}{.metadata.generation}{"\n"}'

kubectl describe gear a

kubectl label gear a tier=gold

kubectl get gears -l tier=gold -o name

kubectl delete gear a

kubectl get gear a

./widget b 'spec: { size: 5 }' | kubectl create -f -

kubectl delete crd "gears.$NAMESPACE.example.com"

kubectl get gears

kubectl get crd "gears.$NAMESPACE.example.com"
