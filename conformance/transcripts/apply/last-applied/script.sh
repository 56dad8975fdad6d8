# The annotation of the last apply: looked at, set, edited.
# kubectl: 1.32 1.34

kubectl create configmap plain --from-literal=a=1

kubectl apply view-last-applied configmap/plain

kubectl apply -f config.yaml

kubectl apply view-last-applied configmap/web-config

kubectl apply view-last-applied -f config.yaml -o json

kubectl apply view-last-applied configmap/none

kubectl create configmap plain --from-literal=a=2 --dry-run=client -o yaml > plain.yaml

kubectl apply set-last-applied -f plain.yaml

kubectl apply set-last-applied -f plain.yaml --create-annotation

kubectl apply view-last-applied configmap/plain

kubectl get configmap plain -o jsonpath='{.data}'

kubectl apply -f plain.yaml

EDITOR="sed -i s/hello/hey/" kubectl apply edit-last-applied configmap/web-config

kubectl apply view-last-applied configmap/web-config

EDITOR=true kubectl apply edit-last-applied configmap/web-config
