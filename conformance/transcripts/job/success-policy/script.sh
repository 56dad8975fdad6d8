# A success policy ends an indexed job before all indexes are done.

kubectl apply -f leader.yaml

kubectl wait job/leader --for=condition=Complete --timeout=60s

kubectl get job leader -o jsonpath='{.status.completedIndexes} {.status.succeeded}{"\n"}'

kubectl get job leader -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}'

./until "^1$" bash -c 'kubectl get pods -o name | wc -l'

kubectl get jobs,pods

kubectl describe job leader
