# Definitions that the server does not take.
# kubectl: 1.34

cat > bad.yaml <<< 'apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: gadgets.NAMESPACE.example.com }
spec:
  group: NAMESPACE.example.com
  names: { kind: Gadget, plural: gadgets }
  scope: Namespaced
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: SCHEMA } }]'; sed -i "s/NAMESPACE/$NAMESPACE/" bad.yaml

sed 's/SCHEMA/{ type: object }/; s/name: gadgets/name: gizmos/' bad.yaml | kubectl create -f -

sed 's/SCHEMA/{ type: object }/; s/Namespaced/Somewhere/' bad.yaml | kubectl create -f -

sed 's/SCHEMA/{ type: object }/; s/storage: true/storage: false/' bad.yaml | kubectl create -f -

sed 's/SCHEMA/{ type: object }/; s/kind: Gadget,/kind: gadget_1,/' bad.yaml | kubectl create -f -

sed 's/, schema: .*}/ }]/' bad.yaml | kubectl create -f -

sed 's/SCHEMA/{ properties: { spec: { type: object } } }/' bad.yaml | kubectl create -f -

sed 's/SCHEMA/{ type: object, properties: { spec: { properties: { a: {} } } } }/' bad.yaml | kubectl create -f -

sed 's/SCHEMA/{ type: object, properties: { spec: { type: wrong } } }/' bad.yaml | kubectl create -f -

sed 's/SCHEMA/{ type: object, properties: { spec: { type: array } } }/' bad.yaml | kubectl create -f -

sed 's/SCHEMA/{ type: object, properties: { a: { type: integer, default: x } } }/' bad.yaml | kubectl create -f -

sed 's/SCHEMA/{ type: object, properties: { a: { type: array, x-kubernetes-list-type: map, items: { type: object } } } }/' bad.yaml | kubectl create -f -

sed 's/SCHEMA/{ type: object, properties: { metadata: { type: object, properties: { labels: { type: object } } } } }/' bad.yaml | kubectl create -f -

sed 's/SCHEMA/{ type: object, properties: { a: { $ref: x } } }/' bad.yaml | kubectl create -f -

sed 's/SCHEMA/{ type: object, properties: { a: { type: object, x-kubernetes-validations: [{ rule: self.b == 1 }] } } }/' bad.yaml | kubectl create -f -

sed 's/SCHEMA/{ type: object, x-kubernetes-validations: [{ rule: " " }] }/' bad.yaml | kubectl create -f -

sed 's/SCHEMA/{ type: object, unknown: 1 }/' bad.yaml | kubectl create -f -

sed 's/SCHEMA/{ type: object }/; s/v1,/V1,/' bad.yaml | kubectl create --dry-run=server -f -

sed 's/SCHEMA/{ type: object }/' bad.yaml | kubectl create --dry-run=server -f -

kubectl get crd "gadgets.$NAMESPACE.example.com"
