# A CronJob: a job started by hand, suspension, refusals.
# kubectl: 1.32 1.34

kubectl create cronjob nightly --image=registry.test/shop/web:v1 --schedule="0 3 1 1 *" -- sh -c 'echo done'

kubectl get cronjobs

kubectl get cronjob nightly -o wide

kubectl create job by-hand --from=cronjob/nightly

kubectl wait job/by-hand --for=condition=Complete --timeout=60s

kubectl get jobs

kubectl get job by-hand -o jsonpath='{.metadata.annotations} {.metadata.ownerReferences[0].kind}/{.metadata.ownerReferences[0].name}{"\n"}'

kubectl patch cronjob nightly -p '{"spec":{"suspend":true}}'

kubectl get cronjob nightly

kubectl describe cronjob nightly

kubectl create cronjob wrong --image=registry.test/shop/web:v1 --schedule="every night"

kubectl create cronjob wrong --image=registry.test/shop/web:v1 --schedule="61 * * * *"

kubectl patch cronjob nightly -p '{"spec":{"concurrencyPolicy":"Maybe"}}'

kubectl patch cronjob nightly -p '{"spec":{"timeZone":"Nowhere/Town"}}'

kubectl create job wrong --from=cronjob/missing

kubectl create job wrong --from=deployment/nightly

kubectl delete cronjob nightly

./gone job/by-hand

kubectl get jobs,pods
