# kubectl edit with an editor that is a script: changed, unchanged, refused, of several objects.
# kubectl: 1.32 1.34

kubectl apply -f config.yaml

EDITOR='sed -i s/hello/hey/' kubectl edit configmap web-config

EDITOR=true kubectl edit configmap web-config

EDITOR='sed -i s/hey/ho/' kubectl edit configmap/web-config secret/web-secret

EDITOR='sed -i s/name:.web-config/name:\ other/' kubectl edit configmap web-config 2>&1 | sed 's/kubectl-edit-[0-9]*/kubectl-edit-x/'

EDITOR='sed -i s/greeting:.*/greeting:\ [1]/' kubectl edit configmap web-config -o json 2>&1 | sed 's/kubectl-edit-[0-9]*/kubectl-edit-x/'

EDITOR=false kubectl edit configmap web-config 2>&1 | sed 's/kubectl-edit-[0-9]*/kubectl-edit-x/'

EDITOR='sed -i s/ho/hum/' kubectl edit configmap web-config --save-config --output-patch

kubectl apply view-last-applied configmap/web-config

kubectl edit configmap none

KUBE_EDITOR='sed -i s/one.=.1/one=one/' kubectl edit -f config.yaml

kubectl get configmap web-config -o jsonpath='{.data}'
