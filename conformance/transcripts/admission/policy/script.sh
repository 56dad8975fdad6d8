# Policies in CEL: refusals with their messages and reasons, warnings, which requests they see.
# kubectl: 1.32 1.34

./policy 'matchConstraints: { resourceRules: [{ apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments] }] }, validations: [{ expression: "object.spec.replicas <= 3" }, { expression: "object.metadata.name != '"'bad'"'", message: bad names are bad, reason: Forbidden }, { expression: "!(has(object.metadata.labels) && '"'x'"' in object.metadata.labels)", messageExpression: "'"'no label x, and least of all '"' + object.metadata.labels.x" }]'

kubectl get validatingadmissionpolicy "$NAMESPACE"

kubectl get validatingadmissionpolicybinding "$NAMESPACE"

kubectl get validatingadmissionpolicy "$NAMESPACE" -o yaml

kubectl create deployment a --image=registry.test/shop/web:v1 --replicas=4

kubectl create deployment bad --image=registry.test/shop/web:v1

kubectl apply -f one.yaml && ./rolled-out web

kubectl patch deployment web -p '{"spec":{"replicas":5}}'

kubectl label deployment web x=y

kubectl apply -f - <<'END'
apiVersion: apps/v1
kind: Deployment
metadata: { name: bad, labels: { x: "1" } }
spec:
  replicas: 9
  selector: { matchLabels: { app: bad } }
  template: { metadata: { labels: { app: bad } }, spec: { containers: [{ name: app, image: x }] } }
END

kubectl scale deployment web --replicas=4

kubectl get deployment web -o jsonpath='{.spec.replicas}'

kubectl patch validatingadmissionpolicybinding "$NAMESPACE" --type=merge -p '{"spec":{"validationActions":["Warn"]}}' && sleep 3

kubectl label deployment web x=y

kubectl patch validatingadmissionpolicybinding "$NAMESPACE" --type=merge -p '{"spec":{"validationActions":["Audit"]}}' && sleep 3

kubectl annotate deployment web a=b
