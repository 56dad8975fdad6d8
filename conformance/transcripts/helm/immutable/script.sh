# Changes that the cluster refuses in the middle of an upgrade, and force.
# kubectl: 1.32 1.34

helm install web chart --wait

cp -r chart other && sed -i 's/app: {{ .Release.Name }}/app: other/' other/templates/deployment.yaml other/templates/service.yaml

helm upgrade web other --set greeting=hi

helm history web

kubectl get configmap web -o jsonpath='{.data.greeting}'

helm rollback web 1

helm history web

helm upgrade web other --force

helm upgrade web other --force-replace --server-side=false

helm upgrade web chart --set greeting=hi --cleanup-on-fail

kubectl get deployment web -o jsonpath='{.spec.selector}'

helm history web
