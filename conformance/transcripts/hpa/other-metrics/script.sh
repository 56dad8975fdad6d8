# Metrics for which there is no adapter, and pods without requests.

kubectl apply -f three.yaml

for name in pods object external; do kubectl rollout status deployment/$name --timeout=60s; done

kubectl apply -f other.yaml

for name in pods object external; do ./until FailedGet kubectl get hpa $name -o jsonpath='{.status.conditions[*].reason}'; done

kubectl get hpa

for name in pods object external; do kubectl get hpa $name -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}'; done

kubectl describe hpa object
