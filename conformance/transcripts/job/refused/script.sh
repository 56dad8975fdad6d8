# What a Job and a CronJob may not say, and what of a Job cannot change
# kubectl: 1.32 1.34

kubectl create job one --image=registry.test/shop/web:v1 -- sleep 600

./until 1 kubectl get job one -o jsonpath='{.status.ready}'

kubectl patch job one --type=merge -p '{"spec":{"backoffLimit":-1}}'

kubectl patch job one --type=merge -p '{"spec":{"completions":3}}'

kubectl patch job one --type=merge -p '{"spec":{"podFailurePolicy":{"rules":[{"action":"FailJob","onExitCodes":{"operator":"In","values":[1]}}]}}}'

kubectl patch job one --type=merge -p '{"metadata":{"deletionTimestamp":"2026-01-01T00:00:00Z"}}'

kubectl create --dry-run=server -f jobs.yaml

kubectl create cronjob three --image=a --schedule='@every 1x' --dry-run=server

kubectl create cronjob three --image=a --schedule='TZ=UTC 0 0 * * *' --dry-run=server
