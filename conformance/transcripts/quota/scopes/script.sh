# Quotas of some pods only: best effort, those that end, those of a priority class.
# kubectl: 1.32 1.34

kubectl create quota lazy --hard=pods=1 --scopes=BestEffort && kubectl create quota serving --hard=pods=2 --scopes=NotTerminating && kubectl create quota ending --hard=pods=1 --scopes=Terminating

kubectl apply -f - <<'END'
apiVersion: v1
kind: ResourceQuota
metadata: { name: urgent }
spec:
  hard: { pods: "0" }
  scopeSelector:
    matchExpressions: [{ scopeName: PriorityClass, operator: In, values: [system-node-critical] }]
END

./until 'pods.*1$' kubectl describe quota lazy; ./until 'pods.*0 ' kubectl describe quota urgent; sleep 1

kubectl run a --image=registry.test/shop/web:v1

kubectl run b --image=registry.test/shop/web:v1

kubectl run c --image=registry.test/shop/web:v1 --overrides='{"spec":{"activeDeadlineSeconds":600,"containers":[{"name":"c","image":"registry.test/shop/web:v1","resources":{"requests":{"cpu":"1m"}}}]}}'

kubectl run d --image=registry.test/shop/web:v1 --overrides='{"spec":{"priorityClassName":"system-node-critical"}}'

kubectl get quota

kubectl describe quota

kubectl get quota urgent -o yaml

kubectl create quota wrong --hard=services=1 --scopes=BestEffort

kubectl create quota wrong --hard=cpu=1 --scopes=BestEffort,NotBestEffort

kubectl create quota wrong --hard=pods=x

kubectl create quota wrong --hard=pods=-1

kubectl create quota wrong --hard=nonsense=1

kubectl patch quota lazy --type=merge -p '{"spec":{"scopes":["NotBestEffort"]}}'
