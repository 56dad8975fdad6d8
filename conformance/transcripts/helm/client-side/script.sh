# What needs no cluster: lint, template, show, package.
# kubectl: 1.32 1.34

helm lint chart

helm lint chart --set image=null --strict

helm template web chart --set image=v2 --show-only templates/deployment.yaml

helm show values chart

helm show chart chart

helm package chart | sed 's/.*\///'

helm template web web-1.0.0.tgz | grep image

sed -i 's/replicas: {{ .Values.replicas }}/replicas: {{ .Values.replicas | nothing }}/' chart/templates/deployment.yaml; helm template web chart

helm lint chart

printf '{"properties":{"replicas":{"type":"integer","minimum":1}},"required":["owner"]}' > chart/values.schema.json; helm template web chart --set replicas=0

helm create fresh > /dev/null && helm lint fresh | tail -2
