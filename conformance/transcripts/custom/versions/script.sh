# One kind in several versions, and a definition that changes.
# kubectl: 1.34

./defined gadgets.yaml

kubectl api-resources "--api-group=$NAMESPACE.example.com"

./api GET "/apis/$NAMESPACE.example.com"

sed "s/NAMESPACE/$NAMESPACE/" old.yaml | kubectl create -f -

kubectl get gadget a -o yaml | sed '/uid\|creationTimestamp\|resourceVersion/d'

kubectl get "gadgets.v1beta1.$NAMESPACE.example.com" a -o jsonpath='{.apiVersion} {.spec}{"\n"}'

kubectl get gadgets

kubectl get "gadgets.v1beta1.$NAMESPACE.example.com"

kubectl patch crd "gadgets.$NAMESPACE.example.com" --type=json -p '[{"op":"add","path":"/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/level","value":{"type":"integer","default":7}}]'

./until 7 kubectl get gadget a -o jsonpath='{.spec.level}'

kubectl get gadget a -o jsonpath='{.spec}{"\n"}'

kubectl get crd "gadgets.$NAMESPACE.example.com" -o jsonpath='{.metadata.generation} {.status.storedVersions}{"\n"}'

kubectl patch crd "gadgets.$NAMESPACE.example.com" --type=merge -p '{"spec":{"scope":"Cluster"}}'

kubectl patch crd "gadgets.$NAMESPACE.example.com" --type=merge -p '{"spec":{"names":{"kind":"Gizmo"}}}'

kubectl patch crd "gadgets.$NAMESPACE.example.com" --type=json -p '[{"op":"replace","path":"/spec/versions/1/served","value":false}]'

./until gone bash -c 'kubectl get --raw "/apis/$NAMESPACE.example.com/v1beta1" > /dev/null 2>&1 || echo gone'

kubectl patch crd "gadgets.$NAMESPACE.example.com" --type=json -p '[{"op":"remove","path":"/spec/versions/0"}]'

./until '/a$' kubectl get gadgets -o name && sleep 1
