# What of a running pod can change.

kubectl apply -f pod.yaml

kubectl wait pod alone --for=condition=Ready --timeout=30s

kubectl annotate pod alone a=b

kubectl label pod alone app-

kubectl patch pod alone -p '{"spec":{"activeDeadlineSeconds":1000}}'

kubectl patch pod alone -p '{"spec":{"tolerations":[{"key":"x","operator":"Exists"}]}}' --type=strategic

kubectl get pod alone -o jsonpath='{.metadata.generation} {.spec.activeDeadlineSeconds}'

kubectl patch pod alone -p '{"spec":{"nodeName":"elsewhere"}}' | head -3

kubectl patch pod alone --type=json -p '[{"op":"remove","path":"/metadata/annotations/a"}]'

kubectl delete pod alone --now
