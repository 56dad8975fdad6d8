# A migration that fails stops the upgrade; what was made by then stays.
# kubectl: 1.32 1.34

helm install web hooked

helm upgrade web hooked --set before=1 --set greeting=hi

helm history web

kubectl get configmap plain -o jsonpath='{.data.greeting}'

kubectl get jobs -o name

helm upgrade web hooked --set after=1 --set greeting=hey

kubectl get configmap plain -o jsonpath='{.data.greeting}'

helm rollback web 1 --no-hooks

helm history web

kubectl get configmap plain -o jsonpath='{.data.greeting}'

helm upgrade web hooked --set before=1 --set greeting=hi --no-hooks

helm upgrade web hooked --set before=1 --set greeting=hi --atomic --timeout 30s

helm history web

kubectl get jobs -o custom-columns=NAME:.metadata.name,FAILED:.status.failed
