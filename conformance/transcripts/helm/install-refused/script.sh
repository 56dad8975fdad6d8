# Installations that fail before anything is made.
# kubectl: 1.32 1.34

helm install web nowhere

helm install web chart --set replicas=many

helm list -a

helm install web chart --set image=null --set service=null

helm install Web_1 chart

helm install web chart --set 'service.port=99999'

helm list -a -o json | grep -o '"status":"[a-z]*"'

helm status web

helm install web chart

helm upgrade web chart --set deadline=none

helm upgrade web chart --set replicas=-1

helm history web

helm install web

helm install web chart extra

helm install web chart --set image

helm install web chart --values missing.yaml

helm install web chart --namespace "$NAMESPACE-gone"

kubectl get deployments,configmaps,services -o name
