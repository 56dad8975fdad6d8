# Who comes too late: writes that name the version they are meant for.
# kubectl: 1.32 1.34

kubectl create configmap c --from-literal=a=1

kubectl get configmap c -o yaml > old.yaml

kubectl patch configmap c -p '{"data":{"a":"2"}}'

kubectl replace -f old.yaml

kubectl apply -f old.yaml

kubectl label configmap c x=y --resource-version=1

kubectl label configmap c x=y --resource-version="$(kubectl get configmap c -o jsonpath='{.metadata.resourceVersion}')"

kubectl annotate configmap c x=y --resource-version=1

kubectl patch configmap c -p '{"metadata":{"resourceVersion":"1"}}'

kubectl scale deployment/none --replicas=1

kubectl apply -f one.yaml

kubectl scale deployment/web --replicas=2 --current-replicas=5

kubectl scale deployment/web --replicas=2 --resource-version=1

kubectl scale deployment/web --replicas=0 --current-replicas=1

sed -i '/resourceVersion/d' old.yaml; kubectl replace -f old.yaml

kubectl get configmap c -o jsonpath='{.data} {.metadata.labels}'

sed 's/name: c/name: other/' old.yaml | kubectl replace -f -

sed 's/name: c/name: other/;/uid:/d' old.yaml | kubectl replace -f -

kubectl replace --force -f old.yaml

kubectl get configmap c -o jsonpath='{.data}'
