# A quota of processors and memory: pods have to say what they take, and a rollout has to fit beside what runs.
# kubectl: 1.32 1.34

kubectl create quota sizes --hard=requests.cpu=100m,limits.cpu=1,memory=128Mi,pods=3

./until 'pods *0 ' kubectl describe quota sizes

kubectl run a --image=registry.test/shop/web:v1

kubectl run a --image=registry.test/shop/web:v1 --overrides='{"spec":{"containers":[{"name":"a","image":"registry.test/shop/web:v1","resources":{"limits":{"cpu":"100m"}}}]}}'

kubectl create deployment web --image=registry.test/shop/web:v1 && ./until 'must specify' kubectl get events --field-selector reason=FailedCreate

kubectl set resources deployment web --requests=cpu=60m,memory=32Mi --limits=cpu=100m,memory=32Mi && ./rolled-out web

kubectl describe quota sizes

kubectl set image deployment/web web=registry.test/shop/web:v2

./until 'exceeded quota' kubectl get events --field-selector reason=FailedCreate

kubectl rollout status deployment/web --timeout=3s

./until ReplicaFailure kubectl get deployment web -o yaml; kubectl get deployment web -o jsonpath='{range .status.conditions[?(@.type=="ReplicaFailure")]}{.type}={.status} {.reason}: {.message}{"\n"}{end}' | sed 's/"web-[^"]*"/POD/'

kubectl rollout undo deployment/web && ./rolled-out web

kubectl patch quota sizes --type=merge -p '{"spec":{"hard":{"requests.cpu":"200m"}}}' && ./until 'requests.cpu *60m *200m' kubectl describe quota sizes

kubectl set image deployment/web web=registry.test/shop/web:v2 && ./rolled-out web

kubectl get quota sizes -o yaml
