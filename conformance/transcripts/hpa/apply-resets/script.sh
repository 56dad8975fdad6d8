# Who says how many: manifests with replicas set an autoscaler back, those without leave it alone, and so do rollbacks.

kubectl apply -f one.yaml

kubectl autoscale deployment web --min=3 --max=5

kubectl wait deployment/web --for=jsonpath='{.spec.replicas}'=3 --timeout=60s

kubectl rollout status deployment/web --timeout=60s

kubectl diff -f one.yaml | grep replicas

kubectl apply -f one.yaml

kubectl wait deployment/web --for=jsonpath='{.spec.replicas}'=3 --timeout=60s

sed '/replicas: 1/d; s/web:v1/web:v2/' one.yaml > without.yaml
kubectl apply -f without.yaml

kubectl get deployment web -o jsonpath='{.spec.replicas}{"\n"}'

kubectl wait deployment/web --for=jsonpath='{.spec.replicas}'=3 --timeout=60s

kubectl rollout status deployment/web --timeout=60s

kubectl apply -f without.yaml

kubectl rollout undo deployment/web

./rolled-out web

kubectl wait hpa/web --for=condition=ScalingActive=false --timeout=60s

kubectl get deployment web

kubectl get hpa web -o jsonpath='{.status.currentReplicas} {.spec.minReplicas}{"\n"}'
