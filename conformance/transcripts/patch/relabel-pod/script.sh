# A pod that loses its label is let go and replaced.

kubectl apply -f one.yaml

./rolled-out web

kubectl label $(kubectl get pods -o name) app=quarantine --overwrite

./rolled-out web

kubectl get pods -L app,pod-template-hash

kubectl get pods -l app=quarantine -o jsonpath='{.items[0].metadata.ownerReferences}'
