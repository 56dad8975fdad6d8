# An autoscaler where nobody measures: what it says, and that it leaves the replicas alone.

kubectl apply -f limited.yaml

kubectl rollout status deployment/web --timeout=60s

kubectl autoscale deployment web --min=1 --max=4 --cpu-percent=70

kubectl wait hpa/web --for=condition=AbleToScale --timeout=60s

kubectl wait hpa/web --for=condition=ScalingActive=false --timeout=60s

kubectl get hpa

kubectl describe hpa web

kubectl get hpa web -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}'

kubectl top pods

kubectl top nodes

kubectl top pod web --containers

kubectl get deployment web
