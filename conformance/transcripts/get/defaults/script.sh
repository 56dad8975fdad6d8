# What a namespace has from the start.

kubectl get serviceaccount default -o yaml

kubectl get serviceaccounts

kubectl get configmap kube-root-ca.crt -o jsonpath='{.metadata.annotations} {.metadata.name}'

kubectl get secrets

kubectl get namespace $NAMESPACE -o yaml

kubectl describe serviceaccount default
