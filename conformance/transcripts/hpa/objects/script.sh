# Autoscalers as objects: creation, tables, both versions, what one must not say.
# kubectl: 1.32 1.34
# speed: 0.5

kubectl apply -f one.yaml

kubectl autoscale deployment web --min=1 --max=4 --cpu-percent=70

kubectl autoscale deployment web --min=1 --max=4

kubectl autoscale deployment web --min=5 --max=4 --name=other

kubectl autoscale deployment nobody --max=4

kubectl autoscale service web --max=4

kubectl get hpa web -o jsonpath='{.apiVersion} {.spec}{"\n"}'

kubectl get hpa.v1.autoscaling web -o jsonpath='{.apiVersion} {.spec}{"\n"}'

kubectl get hpa.v2.autoscaling web -o jsonpath='{.apiVersion} {.spec}{"\n"}'

kubectl apply -f full.yaml

kubectl get hpa full -o yaml

kubectl get hpa.v1.autoscaling full -o yaml

kubectl get --raw /apis/autoscaling

kubectl patch hpa web --type=merge -p '{"spec":{"minReplicas":0}}'

kubectl patch hpa web --type=merge -p '{"spec":{"maxReplicas":0}}'

kubectl patch hpa web --type=merge -p '{"spec":{"metrics":[{"type":"Resource"}]}}'

kubectl patch hpa web --type=merge -p '{"spec":{"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":0}}}]}}'

kubectl patch hpa web --type=merge -p '{"spec":{"behavior":{"scaleUp":{"stabilizationWindowSeconds":9999}}}}'

kubectl patch hpa web --type=merge -p '{"spec":{"behavior":{"scaleDown":{"policies":[{"type":"Pods","value":0,"periodSeconds":5000}]}}}}'

kubectl explain hpa.spec.maxReplicas | head -5

kubectl delete hpa web full
