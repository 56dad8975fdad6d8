# Charts in charts: conditions, globals, values that go down.
# kubectl: 1.32 1.34

mkdir -p parent/charts parent/templates && cp -r chart parent/charts/web && printf 'apiVersion: v2\nname: parent\nversion: 1.0.0\ndependencies: [{name: web, version: 1.0.0, condition: web.enabled}]\n' > parent/Chart.yaml && printf 'web: {enabled: true, greeting: from-parent}\n' > parent/values.yaml && printf 'apiVersion: v1\nkind: Secret\nmetadata: {name: own}\nstringData: {a: {{ .Values.web.greeting }}}\n' > parent/templates/own.yaml

helm dependency list parent

helm install all parent --wait

kubectl get configmap all -o jsonpath='{.data}'

helm get values all --all -o json

helm upgrade all parent --set web.enabled=false --wait

./until '^No resources' kubectl get deployments,pods,endpointslices

kubectl get secrets,configmaps -o name

helm rollback all --wait

helm get manifest all | grep '^# Source'

helm get notes all
