# A suspended job, resumed, suspended again, and its time to live.
# speed: 1

kubectl apply -f suspended.yaml

kubectl get job batch

kubectl wait job/batch --for=condition=Suspended --timeout=30s

kubectl patch job batch -p '{"spec":{"suspend":false}}'

kubectl wait job/batch --for=jsonpath='{.status.ready}'=2 --timeout=60s

kubectl get job batch

kubectl patch job batch -p '{"spec":{"suspend":true}}'

./until "^0$" bash -c 'kubectl get pods -o name | wc -l'

kubectl get job batch -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}'

kubectl patch job batch -p '{"spec":{"suspend":false,"parallelism":1}}'

kubectl wait job/batch --for=condition=Complete --timeout=90s

./gone job/batch

kubectl get jobs,pods
