# Hooks before and after each action, in the order of their weights.
# kubectl: 1.32 1.34

helm install web hooked

kubectl get jobs -o custom-columns=NAME:.metadata.name,DONE:.status.succeeded

helm get hooks web

helm upgrade web hooked --set greeting=hi

kubectl get jobs -o name

helm rollback web 1

helm history web

kubectl get events --field-selector involvedObject.kind=Job,reason=SuccessfulCreate -o custom-columns=JOB:.involvedObject.name --sort-by=.metadata.resourceVersion

helm uninstall web

kubectl get jobs -o name

helm install web hooked --no-hooks

kubectl get jobs -o name

helm uninstall web --no-hooks
