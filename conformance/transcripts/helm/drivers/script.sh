# Releases kept elsewhere than in Secrets, and a lost one.
# kubectl: 1.32 1.34

HELM_DRIVER=configmap helm install web chart

HELM_DRIVER=configmap helm list -q

helm list -q

kubectl get configmaps -l owner=helm -o name

HELM_DRIVER=configmap helm upgrade web chart --set greeting=hi

kubectl delete configmap sh.helm.release.v1.web.v1

HELM_DRIVER=configmap helm rollback web 1

HELM_DRIVER=configmap helm history web

HELM_DRIVER=nothing helm list

helm upgrade --install web chart

HELM_DRIVER=configmap helm uninstall web

kubectl get configmaps -l owner=helm -o name
