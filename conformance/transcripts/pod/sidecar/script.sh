# Init containers run in order, a sidecar starts before the application and ends after it.
# kubectl: 1.32 1.34

kubectl apply -f sidecar.yaml

kubectl wait pod/crew --for=condition=Ready --timeout=60s

kubectl get pod crew

kubectl describe pod crew

kubectl logs crew -c prepare

kubectl logs crew --all-containers | sort

kubectl delete pod crew

kubectl get pods
