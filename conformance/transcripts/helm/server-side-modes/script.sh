# From client-side to server-side releases and back.
# kubectl: 1.32 1.34

helm install web chart --server-side=false

kubectl get configmap web --show-managed-fields -o jsonpath='{.metadata.managedFields[*].operation}'

helm upgrade web chart --set greeting=hi

helm upgrade web chart --set greeting=hey --server-side=true

kubectl get configmap web --show-managed-fields -o jsonpath='{.metadata.managedFields[*].operation}'

kubectl patch configmap web -p '{"data":{"greeting":"theirs"}}'

helm upgrade web chart --set greeting=ours --server-side=true

helm upgrade web chart --set greeting=ours --server-side=true --force-conflicts

helm upgrade web chart --set greeting=again --server-side=false

helm rollback web 1

helm rollback web 4 --server-side=auto --force-conflicts

helm upgrade web chart --server-side=maybe

helm history web

kubectl get configmap web -o jsonpath='{.data}'

./rolled-out web
