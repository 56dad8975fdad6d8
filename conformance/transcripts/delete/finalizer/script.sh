# A finalizer holds an object until somebody removes it.

kubectl create configmap held

kubectl patch configmap held --type merge -p '{"metadata":{"finalizers":["example.test/hold"]}}'

kubectl delete configmap held --timeout=1s

kubectl get configmap held -o jsonpath='{.metadata.finalizers} {.metadata.deletionGracePeriodSeconds}'

kubectl patch configmap held --type merge -p '{"metadata":{"finalizers":["example.test/hold","example.test/more"]}}'

kubectl patch configmap held --type merge -p '{"metadata":{"finalizers":null}}'

kubectl get configmap held
