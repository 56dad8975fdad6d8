# Budgets over pods whose owners nobody can ask how many they want: daemons, jobs, pods without an owner.
# kubectl: 1.32 1.34

kubectl apply -f daemon.yaml -f pod.yaml; kubectl create job once --image=registry.test/shop/web:v1 -- sleep 10000

kubectl rollout status daemonset/agent --timeout=60s; kubectl wait pod/alone --for=condition=Ready --timeout=60s; ./until 1 kubectl get job once -o jsonpath={.status.ready}

kubectl create pdb agent --selector=app=agent --max-unavailable=1; kubectl create pdb once --selector=job-name=once --min-available=50%; kubectl create pdb alone --selector=app=alone --max-unavailable=1; kubectl create pdb counted --selector=app=agent --min-available=0

for budget in agent once alone counted; do ./until . kubectl get pdb $budget -o jsonpath='{.status.conditions[0].reason}'; done; ./until '^1$' kubectl get pdb counted -o jsonpath='{.status.disruptionsAllowed}'

kubectl get pdb -o custom-columns=NAME:.metadata.name,ALLOWED:.status.disruptionsAllowed,HEALTHY:.status.currentHealthy,EXPECTED:.status.expectedPods,REASON:.status.conditions[0].reason,MESSAGE:.status.conditions[0].message

kubectl describe pdb agent | sed '/^Events/,$d'

kubectl get events --field-selector involvedObject.kind=PodDisruptionBudget -o custom-columns=OF:.involvedObject.name,TYPE:.type,REASON:.reason,MESSAGE:.message --sort-by=.involvedObject.name | uniq

./api POST "/api/v1/namespaces/$NAMESPACE/pods/alone/eviction" - <<< '{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"alone"}}'

kubectl delete job once --wait=false; ./at-rest
