# First and second apply, nothing to change, and what goes away.
# kubectl: 1.32 1.34
# core: yes

kubectl apply -f config.yaml

kubectl apply -f config.yaml

kubectl apply -f changed.yaml

kubectl get configmap web-config -o jsonpath='{.data}'

kubectl apply -f changed.yaml -o yaml

kubectl apply -f changed.yaml -o name
