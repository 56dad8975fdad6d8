# A pod failure policy ends a job at once, or overlooks a failure; what such a policy must not say.

kubectl apply -f policy.yaml

kubectl wait job/strict --for=condition=Failed --timeout=60s

for type in FailureTarget Failed; do kubectl get job strict -o jsonpath='{range .status.conditions[?(@.type=="'$type'")]}{.type}={.status} {.reason}: {.message}{"\n"}{end}'; done

kubectl get jobs,pods

kubectl describe job strict

sed 's/restartPolicy: Never/restartPolicy: OnFailure/; s/name: strict/name: wrong/' policy.yaml | kubectl apply -f -

sed 's/operator: In/operator: Near/; s/name: strict/name: wrong/' policy.yaml | kubectl apply -f -

sed 's/action: FailJob/action: Explode/; s/name: strict/name: wrong/' policy.yaml | kubectl apply -f -
