# Names that another definition of the group has already.
# kubectl: 1.34

./defined widgets.yaml crank

sed 's/widgets/gizmos/; s/kind: Widget/kind: Gizmo/' widgets.yaml > gizmos.yaml && ./definition gizmos.yaml crank | kubectl create -f -

./until ShortNamesConflict kubectl get crd "gizmos.$NAMESPACE.example.com" -o yaml

kubectl get crd "gizmos.$NAMESPACE.example.com" -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}{.status.acceptedNames}{"\n"}'

kubectl get gizmos

kubectl delete crd "cranks.$NAMESPACE.example.com"

kubectl wait --for=condition=Established "crd/gizmos.$NAMESPACE.example.com" --timeout=30s

kubectl get crd "gizmos.$NAMESPACE.example.com" -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}'

./until 'No resources' kubectl get gizmos && sleep 2
