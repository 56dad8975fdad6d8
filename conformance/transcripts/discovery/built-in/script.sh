# What a cluster serves.
# kubectl: 1.32 1.34

kubectl api-resources -o wide | grep -v example.com

kubectl api-versions | grep -v example.com

kubectl api-resources --api-group=storage.k8s.io --no-headers

kubectl api-resources --namespaced=false --verbs=list -o name | grep -v example.com

kubectl api-resources --categories=api-extensions

kubectl api-resources --sort-by=kind --api-group=apps

kubectl api-resources --api-group=nothing

kubectl get nothing

kubectl get componentstatuses 2>&1 | sort

./api GET /apis/autoscaling

./api GET /apis/batch/v1

./api GET /apis/autoscaling/v1

./api GET /apis/events.k8s.io/v1

./api GET /apis/nothing

./api GET /apis/apps/v2

./api GET /apis/apps/v1/nothings

./api GET /nothing

./api POST /apis/apps/v1
