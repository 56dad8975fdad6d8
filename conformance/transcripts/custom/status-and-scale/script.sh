# Status and scale of a custom kind are written by themselves.
# kubectl: 1.34

./defined widgets.yaml dial

./widget a 'spec: { size: 3 }
status: { phase: Early }' | kubectl create -f -

kubectl get dial a -o jsonpath='{.status}{"\n"}'

kubectl patch dial a --type=merge -p '{"status":{"phase":"Lost"}}'

kubectl patch dial a --type=merge --subresource=status -p '{"status":{"phase":"Ready","replicas":2,"selector":"app=a"},"spec":{"size":9}}'

kubectl get dial a -o jsonpath='{.spec.size} {.status} {.metadata.generation}{"\n"}'

kubectl patch dial a --type=merge --subresource=status -p '{"status":{"phase":3}}'

kubectl wait --for=jsonpath='{.status.phase}'=Ready dial/a --timeout=10s

kubectl get dial a --subresource=scale

kubectl get dial a --subresource=scale -o yaml

kubectl scale dial a --replicas=5

kubectl get dial a -o jsonpath='{.spec.replicas} {.metadata.generation}{"\n"}'

kubectl scale dial a --current-replicas=1 --replicas=2

kubectl rollout status dial a

kubectl get dial a -o wide
