# Objects of custom kinds own and are owned, and go with their namespace.
# kubectl: 1.34

./defined widgets.yaml chain

./widget a 'spec: { size: 3 }' | kubectl create -f -

./widget b 'spec: { size: 3 }' | sed "s/name: b/name: b, ownerReferences: [{ apiVersion: $NAMESPACE.example.com\/v1, kind: Chain, name: a, uid: $(kubectl get chain a -o 'jsonpath={.metadata.uid}') }]/" | kubectl create -f -

kubectl create configmap c --from-literal=a=b && kubectl patch configmap c --type=merge -p "{\"metadata\":{\"ownerReferences\":[{\"apiVersion\":\"$NAMESPACE.example.com/v1\",\"kind\":\"Chain\",\"name\":\"b\",\"uid\":\"$(kubectl get chain b -o 'jsonpath={.metadata.uid}')\"}]}}"

kubectl delete chain a

./until NotFound kubectl get configmap c

kubectl get chains

./widget d 'spec: { size: 3 }' | sed 's/name: d/name: d, finalizers: [example.com\/hold]/' | kubectl create -f -

kubectl delete chain d --wait=false

kubectl get chain d -o jsonpath='{.metadata.finalizers} {.metadata.generation}{"\n"}'

kubectl delete crd "chains.$NAMESPACE.example.com" --wait=false

./until InstanceDeletionInProgress kubectl get crd "chains.$NAMESPACE.example.com" -o yaml

kubectl get crd "chains.$NAMESPACE.example.com" -o jsonpath='{.metadata.finalizers} {range .status.conditions[?(@.type=="Terminating")]}{.status} {.reason}: {.message}{end}{"\n"}'

./widget e 'spec: { size: 3 }' | kubectl create -f -

kubectl patch chain d --type=merge -p '{"metadata":{"finalizers":null}}'

./gone "crd/chains.$NAMESPACE.example.com"

kubectl get chains

./defined widgets.yaml chain && kubectl get chains

./widget f 'spec: { size: 3 }' | sed 's/name: f/name: f, finalizers: [hold]/' | kubectl create -f -

kubectl patch chain f --type=merge -p '{"metadata":{"finalizers":null}}'
