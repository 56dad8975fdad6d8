# Jobs of a chart: waiting for them is asked for by itself.
# kubectl: 1.32 1.34

helm install good jobs --wait --wait-for-jobs --timeout 60s

kubectl get job good -o jsonpath='{.status.succeeded}'

helm install bad jobs --set code=3 --wait --timeout 60s

./until Failed kubectl get job bad -o 'jsonpath={.status.conditions}'

helm install worse jobs --set code=3 --wait --wait-for-jobs --timeout 20s

helm list -a | cut -f1,3,5

helm upgrade good jobs --set code=1 2>&1 | grep -o 'spec.template: Invalid value' | sort -u

helm history good -o json | grep -o '"status":"[a-z]*"'

helm uninstall good

kubectl get jobs
