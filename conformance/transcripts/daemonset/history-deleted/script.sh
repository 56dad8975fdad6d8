# Revisions of a DaemonSet that somebody deletes: the one of the template comes back, the way to the others is gone.
# kubectl: 1.32 1.34

kubectl apply -f daemon.yaml; kubectl rollout status daemonset/agent --timeout=60s | tail -1

kubectl set image daemonset/agent app=registry.test/shop/web:v2; ./until 'successfully' kubectl rollout status daemonset/agent --timeout=60s; ./at-rest

kubectl rollout history daemonset/agent

kubectl delete controllerrevision $(kubectl get controllerrevisions -o jsonpath='{.items[?(@.revision==2)].metadata.name}')

./until '^2$' bash -c 'kubectl get controllerrevisions -o name | wc -l'

kubectl rollout history daemonset/agent

kubectl delete controllerrevision $(kubectl get controllerrevisions -o jsonpath='{.items[?(@.revision==1)].metadata.name}')

kubectl rollout history daemonset/agent

kubectl rollout undo daemonset/agent

kubectl get daemonset agent -o jsonpath='{.metadata.generation} {.status.observedGeneration} {.spec.template.spec.containers[0].image}{"\n"}'

kubectl rollout undo daemonset/agent --to-revision=1
