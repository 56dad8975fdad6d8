# Watches as a table, wide, and with objects, while one Deployment comes and goes.
# speed: 1

timeout 12 kubectl get deployments -w --no-headers &
sleep 1
kubectl apply -f one.yaml >&2
./rolled-out web
kubectl delete deployment web >&2
wait

timeout 4 kubectl get configmaps -w -o jsonpath='{.metadata.name} {.data}{"\n"}' --field-selector metadata.name=watched &
sleep 1
kubectl create configmap watched --from-literal=a=1 >&2
kubectl patch configmap watched --type merge -p '{"data":{"a":"2"}}' >&2
kubectl delete configmap watched >&2
wait

timeout 4 kubectl get configmaps -w --output-watch-events --no-headers --field-selector metadata.name=watched &
sleep 1
kubectl create configmap watched --from-literal=a=1 >&2
kubectl label configmap watched tier=back >&2
kubectl delete configmap watched >&2
wait
