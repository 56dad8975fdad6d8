# An editor that is a script.

kubectl create configmap c --from-literal=a=1

EDITOR="sed -i s/a:/b:/" kubectl edit configmap c

EDITOR="true" kubectl edit configmap c

kubectl get configmap c -o jsonpath='{.data}'

EDITOR="sed -i s/data:/immutable:/" kubectl edit configmap c 2>&1 | sed "s#/tmp/kubectl-edit-[0-9]*#<file>#"

kubectl edit configmap nobody
