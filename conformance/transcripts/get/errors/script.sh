# What is not there, and what is asked for wrongly.
# kubectl: 1.32 1.34

kubectl get pods

kubectl get deployment nobody

kubectl get deployments nobody somebody

kubectl get widgets

kubectl get pod nobody --ignore-not-found

kubectl get configmap kube-root-ca.crt -o nonsense

kubectl get configmap kube-root-ca.crt -o jsonpath="{.data[}"

kubectl get pods -l "app in (a"

kubectl get pods --field-selector=spec.nodename=x

kubectl get pods --field-selector=status.phase=Running

kubectl get pods nobody -l app=web

kubectl get --raw /api/v1/nothing

kubectl get --raw /apis/apps/v1/namespaces/$NAMESPACE/deployments/nobody

kubectl get -f missing.yaml

kubectl --context nowhere get pods

kubectl get pods --request-timeout=nonsense
