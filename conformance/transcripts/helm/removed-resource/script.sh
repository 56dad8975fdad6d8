# A chart loses an object and gets another one; the rollback turns that around.
# kubectl: 1.32 1.34

helm install web chart

cp -r chart other && mv other/templates/config.yaml other/templates/other.yaml && sed -i 's/Release.Name } }/Release.Name }-other }/' other/templates/other.yaml

helm upgrade web other

kubectl get configmaps -l '!x' -o name

helm rollback web

kubectl get configmaps -o name

kubectl delete configmap web

helm upgrade web other

helm rollback web 1

kubectl get configmaps -o name

kubectl delete configmap web

helm upgrade web chart

kubectl get configmaps -o name

helm history web
