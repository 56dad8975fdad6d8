# Roles brought to what a file says, with `auth reconcile`.
# kubectl: 1.32 1.34

sed "s/NAMESPACE/$NAMESPACE/g" one.yaml >1.yaml; sed "s/NAMESPACE/$NAMESPACE/g" two.yaml >2.yaml

kubectl auth reconcile -f 1.yaml --dry-run=client

kubectl auth reconcile -f 1.yaml

kubectl auth reconcile -f 1.yaml

kubectl auth reconcile -f 2.yaml

kubectl get role shop -o jsonpath='{.rules}{"\n"}'

kubectl auth reconcile -f 2.yaml --remove-extra-permissions --remove-extra-subjects

kubectl get role shop -o yaml --show-managed-fields

kubectl get rolebinding shop -o wide

kubectl auth reconcile -f app.yaml

kubectl auth reconcile -f 1.yaml --as=jane
