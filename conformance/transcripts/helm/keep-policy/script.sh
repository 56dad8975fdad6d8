# What is to be kept is kept, by an upgrade without it and by the end of the release.
# kubectl: 1.32 1.34

cp -r chart kept && sed -i 's/name: {{ .Release.Name }} }/name: {{ .Release.Name }}, annotations: { helm.sh\/resource-policy: keep } }/' kept/templates/config.yaml

helm install web kept

helm upgrade web chart

kubectl get configmap web -o jsonpath='{.metadata.annotations}'

helm upgrade web kept

rm kept/templates/config.yaml

helm upgrade web kept

kubectl get configmap web -o name

helm rollback web 1

helm uninstall web

kubectl get configmap web -o name

helm install web chart

helm install web chart --take-ownership
