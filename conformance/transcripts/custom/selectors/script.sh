# Custom objects chosen by fields and labels, and watched.
# kubectl: 1.34

./defined widgets.yaml bead

for name in a b c; do ./widget $name "spec: { size: 3, color: $([ $name = b ] && echo blue || echo green) }"; echo ---; done | kubectl create -f -

kubectl get beads --field-selector=spec.color=green

kubectl get beads --field-selector=spec.color!=green,metadata.name=b -o name

kubectl get beads --field-selector=spec.size=3

kubectl get beads --field-selector=status.phase=x

kubectl get beads --sort-by=.metadata.name -o custom-columns=NAME:.metadata.name,COLOR:.spec.color

kubectl get beads --limit=1 --chunk-size=1 2>&1 | head -3

./api GET "/apis/$NAMESPACE.example.com/v1/namespaces/$NAMESPACE/beads?limit=1" | grep -o '"kind":"BeadList"\|"remainingItemCount":[0-9]*'

kubectl wait --for=delete bead/a --timeout=30s & sleep 1; kubectl delete bead a >&2; wait

kubectl delete beads --field-selector=spec.color=green

kubectl delete beads --all
