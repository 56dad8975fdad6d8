# A rollout that gets nowhere within its ten seconds, and recovers.
# kubectl: 1.32 1.34
# core: yes
# speed: 2

kubectl apply -f one.yaml

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:missing

kubectl rollout status deployment/web --timeout=60s

kubectl get deployment web -o jsonpath='{range .status.conditions[*]}{.type} {.status} {.reason}: {.message}{"\n"}{end}'

kubectl wait deployment/web --for=condition=Progressing=False --timeout=5s

kubectl rollout status deployment/web

kubectl describe deployment web

kubectl rollout undo deployment/web && ./until NewReplicaSetAvailable kubectl get deployment web -o yaml

./rolled-out web

kubectl get deployment web -o jsonpath='{range .status.conditions[*]}{.type} {.status} {.reason}: {.message}{"\n"}{end}'
