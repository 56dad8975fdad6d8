# A schedule that comes round: a job each minute, none while the last one runs.
# speed: 1

kubectl apply -f every-minute.yaml

kubectl wait cronjob/tick --for=jsonpath='{.status.lastScheduleTime}' --timeout=90s

kubectl wait pods -l app=tick --for=condition=Ready --timeout=30s

kubectl get cronjobs

kubectl get jobs

./until "JobAlreadyActive" kubectl get events

kubectl get jobs

kubectl patch cronjob tick -p '{"spec":{"suspend":true}}'

kubectl get cronjobs

kubectl delete jobs --all

kubectl wait cronjob/tick --for=jsonpath='{.status.active}' --timeout=1s

kubectl describe cronjob tick
