# The life of a pod as a watch shows it.
# speed: 1

timeout 12 kubectl get pod alone -w --no-headers --ignore-not-found &
timeout 12 kubectl get pods -w --no-headers &
sleep 1
kubectl apply -f pod.yaml >&2
kubectl wait pod alone --for=condition=Ready --timeout=20s >&2
kubectl delete pod alone >&2
wait
