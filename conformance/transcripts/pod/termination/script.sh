# How pods end: hooks, grace periods, what is killed.

kubectl apply -f ending.yaml

kubectl wait pods --all --for=condition=Ready --timeout=60s

kubectl delete pod polite

kubectl delete pod deaf --grace-period=2

kubectl delete pod hooked

kubectl delete pod brief --now

kubectl delete pod forced --grace-period=0

kubectl delete pod forced --force

kubectl get pods
