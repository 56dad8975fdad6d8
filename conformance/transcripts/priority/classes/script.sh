# Priority classes: defaults, what cannot change, what pods get of them.
# kubectl: 1.32 1.34

kubectl create priorityclass "$NAMESPACE-high" --value=1000 --description="comes first"

kubectl create priorityclass "$NAMESPACE-shy" --value=10 --preemption-policy=Never --dry-run=server -o yaml

kubectl get priorityclass "$NAMESPACE-high" system-cluster-critical system-node-critical

kubectl get priorityclass "$NAMESPACE-high" -o yaml

kubectl describe priorityclass "$NAMESPACE-high"

kubectl patch priorityclass "$NAMESPACE-high" -p '{"value":1001}'

kubectl patch priorityclass "$NAMESPACE-high" -p '{"preemptionPolicy":"Never"}'

kubectl patch priorityclass "$NAMESPACE-high" -p '{"description":"comes second"}'

kubectl create priorityclass "$NAMESPACE-absurd" --value=2000000000

kubectl create priorityclass system-mine --value=10

kubectl create priorityclass "$NAMESPACE-odd" --value=1 --preemption-policy=Sometimes

kubectl delete priorityclass system-node-critical --dry-run=server

kubectl run a --image=registry.test/shop/web:v1 --overrides="{\"spec\":{\"priorityClassName\":\"$NAMESPACE-high\"}}"

kubectl get pod a -o jsonpath='{.spec.priority} {.spec.preemptionPolicy} {.spec.priorityClassName}'

kubectl run b --image=registry.test/shop/web:v1 --overrides='{"spec":{"priority":5}}'

kubectl run b --image=registry.test/shop/web:v1 --overrides="{\"spec\":{\"priorityClassName\":\"$NAMESPACE-high\",\"preemptionPolicy\":\"Never\"}}"

kubectl run b --image=registry.test/shop/web:v1 --overrides='{"spec":{"priorityClassName":"nothing"}}'

kubectl create deployment web --image=registry.test/shop/web:v1 && kubectl patch deployment web -p '{"spec":{"template":{"spec":{"priorityClassName":"nothing"}}}}'

./until 'no PriorityClass' kubectl get events --field-selector reason=FailedCreate; kubectl delete deployment web

kubectl describe pod a | grep -i priority

kubectl delete priorityclass "$NAMESPACE-high"
