# Replace: with and without an object, forced.

kubectl create configmap c --from-literal=a=1

kubectl create configmap c --from-literal=a=2 --dry-run=client -o yaml > c.yaml

kubectl replace -f c.yaml

kubectl get configmap c -o jsonpath='{.data}'

kubectl replace --force -f c.yaml

kubectl delete -f c.yaml

kubectl replace -f c.yaml
