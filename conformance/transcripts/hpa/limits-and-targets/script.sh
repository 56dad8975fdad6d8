# An autoscaler holds its limits even where nobody measures; targets that are missing or switched off.

kubectl apply -f one.yaml

kubectl rollout status deployment/web --timeout=60s

kubectl autoscale deployment web --min=3 --max=5

kubectl wait deployment/web --for=jsonpath='{.spec.replicas}'=3 --timeout=60s

kubectl rollout status deployment/web --timeout=60s

kubectl scale deployment web --replicas=7

kubectl wait deployment/web --for=jsonpath='{.spec.replicas}'=5 --timeout=60s

kubectl scale deployment web --replicas=0

./until "ScalingDisabled" kubectl get hpa web -o jsonpath='{.status.conditions[*].reason}'

kubectl get hpa

kubectl describe hpa web

kubectl apply -f lost.yaml

./until "FailedGetScale" kubectl get hpa lost -o jsonpath='{.status.conditions[*].reason}'

kubectl describe hpa lost

kubectl get hpa lost -o jsonpath='{.status.conditions[*].reason}{"\n"}'
