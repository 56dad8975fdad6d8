# With OnFailure the container restarts in its pod until the back-off limit ends the job.

kubectl apply -f restarting.yaml

kubectl wait job/migrate --for=condition=Failed --timeout=90s

kubectl get job migrate -o jsonpath='{.status.failed} {.status.conditions[*].reason}{"\n"}'

./until "^0$" bash -c 'kubectl get pods -o name | wc -l'

kubectl get jobs,pods
