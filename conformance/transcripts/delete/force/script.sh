# A pod that is deleted at once.
# kubectl: 1.32 1.34

kubectl apply -f pod.yaml

kubectl wait pod alone --for=condition=Ready --timeout=30s

kubectl delete pod alone --grace-period=0 --force

kubectl get pods
