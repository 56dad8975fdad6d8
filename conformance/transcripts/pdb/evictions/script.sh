# A disruption budget: its counts, evictions granted and refused, and what a budget must not say.
# kubectl: 1.32 1.34

kubectl apply -f app.yaml

./rolled-out web

kubectl create poddisruptionbudget web --selector=app=web --min-available=2

kubectl wait pdb/web --for=jsonpath='{.status.currentHealthy}'=2 --timeout=30s

kubectl get pdb

kubectl describe pdb web

pod=$(kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}')
echo '{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"'$pod'"}}' | kubectl create --raw /api/v1/namespaces/$NAMESPACE/pods/$pod/eviction -f -

kubectl scale deployment/web --replicas=3

./rolled-out web

kubectl wait pdb/web --for=jsonpath='{.status.disruptionsAllowed}'=1 --timeout=30s

kubectl get pdb web -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}{"\n"}{end}'

kubectl patch pdb web -p '{"spec":{"maxUnavailable":1}}'

kubectl patch pdb web --type=merge -p '{"spec":{"minAvailable":null,"maxUnavailable":"50%"}}'

kubectl wait pdb/web --for=jsonpath='{.status.desiredHealthy}'=1 --timeout=30s

kubectl get pdb web

kubectl create poddisruptionbudget both --selector=app=web --min-available=1 --max-unavailable=1

kubectl create poddisruptionbudget neither --selector=app=web

kubectl create poddisruptionbudget wrong --selector=app=web --min-available=-1

kubectl create poddisruptionbudget nobody --selector=app=nobody --max-unavailable=0

kubectl wait pdb/nobody --for=jsonpath='{.status.conditions[0].reason}'=InsufficientPods --timeout=30s

kubectl get pdb

kubectl delete pdb web nobody
