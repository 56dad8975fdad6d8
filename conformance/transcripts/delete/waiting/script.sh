# Deletions that wait, that do not, and what is deleted twice.
# kubectl: 1.32 1.34
# speed: 1

kubectl apply -f slow.yaml

kubectl wait pod slow --for=condition=Ready --timeout=30s

kubectl delete pod slow --wait=false

kubectl get pod slow

kubectl delete pod slow --timeout=1s

kubectl get pod slow -o jsonpath='{.metadata.deletionGracePeriodSeconds} {.status.phase}'

kubectl wait pod slow --for=delete --timeout=30s

kubectl delete pod slow
