# Upgrade or install: the usual command of pipelines.
# kubectl: 1.32 1.34
# core: yes

helm upgrade web chart

helm upgrade --install web chart

./rolled-out web

helm upgrade --install web chart --set greeting=hi

helm upgrade --install web chart --set greeting=hi

helm upgrade web chart --install --set replicas=2 --description "two of them" --labels team=shop

helm history web

helm list -o json | sed 's/"updated":"[^"]*"//'

helm list -l team=shop -q

helm list -l team=other -q

helm get values web -o yaml

kubectl get deployment web -o jsonpath='{.spec.replicas} {.metadata.generation}'

./rolled-out web
