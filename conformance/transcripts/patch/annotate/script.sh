# Annotations: new, changed, removed, many.
# kubectl: 1.32 1.34

kubectl create configmap c

kubectl annotate configmap c note=one

kubectl annotate configmap c note=two

kubectl annotate configmap c note=two --overwrite

kubectl annotate configmap c note=two --overwrite

kubectl annotate configmap c note- other-

kubectl annotate configmap c "bad key=x"

kubectl annotate configmap c a=1 b=2 --dry-run=server

kubectl annotate configmap --all all=yes

kubectl annotate configmap nobody a=1

kubectl annotate configmap c

kubectl annotate configmap c a=1 --resource-version=1

kubectl annotate configmap c --list

kubectl get configmap c -o jsonpath='{.metadata.annotations}'
