# Writes that come too late.

kubectl create configmap c --from-literal=a=1

kubectl get configmap c -o json > old.json

kubectl patch configmap c --type merge -p '{"data":{"a":"2"}}'

kubectl replace -f old.json

kubectl apply -f old.json

kubectl patch configmap c --type merge -p '{"metadata":{"resourceVersion":"1"},"data":{"a":"3"}}'

kubectl patch configmap c --type json -p '[{"op":"test","path":"/data/a","value":"1"},{"op":"replace","path":"/data/a","value":"4"}]'

kubectl create configmap c --from-literal=a=1

kubectl get configmap c -o jsonpath='{.data}'
