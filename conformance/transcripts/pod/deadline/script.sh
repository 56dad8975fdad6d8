# Pods that end by themselves or are ended: last words, deadlines.
# kubectl: 1.34
# speed: 1

kubectl run words --image=registry.test/shop/web:v1 --restart=Never --command -- sh -c 'echo why > /dev/termination-log; exit 3'

kubectl run tail --image=registry.test/shop/web:v1 --restart=Never --overrides='{"spec":{"containers":[{"name":"tail","image":"registry.test/shop/web:v1","command":["sh","-c","echo first; echo last; exit 4"],"terminationMessagePolicy":"FallbackToLogsOnError"}]}}'

kubectl run late --image=registry.test/shop/web:v1 --restart=Never --overrides='{"spec":{"activeDeadlineSeconds":10,"terminationGracePeriodSeconds":1}}' --command -- sleep 100

kubectl wait pod/words pod/tail pod/late --for=jsonpath='{.status.phase}'=Failed --timeout=60s

kubectl get pods

kubectl get pods -o jsonpath='{range .items[*]}{.status.reason} {.status.containerStatuses[0].state.terminated.message}{"\n"}{end}'

kubectl get pods --field-selector=status.phase=Failed -o name
