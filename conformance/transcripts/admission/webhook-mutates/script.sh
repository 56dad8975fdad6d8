# Webhooks that change what is written: labels, pods of a deployment, warnings, patches that do not fit.
# kubectl: 1.32 1.34
# speed: 1

./webhook Mutating label /configmaps && kubectl create configmap a --from-literal=x=1

kubectl get configmap a -o jsonpath='{.metadata.labels}'

kubectl get configmap a --show-managed-fields -o jsonpath='{.metadata.managedFields[*].fieldsV1}'

kubectl create configmap b --dry-run=server -o jsonpath='{.metadata.labels}'

kubectl apply -f config.yaml

kubectl apply -f config.yaml

./webhook Validating warn /configmaps CREATE,UPDATE && kubectl create configmap c

kubectl annotate configmap c a=b

./webhook Mutating bad-patch /configmaps && kubectl create configmap d

kubectl delete mutatingwebhookconfiguration,validatingwebhookconfiguration "$NAMESPACE"

./webhook Mutating sidecar /pods && kubectl apply -f one.yaml && ./rolled-out web

kubectl get pods -o jsonpath='{.items[*].spec.containers[*].name}'

kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[*].name}'

kubectl get pods
