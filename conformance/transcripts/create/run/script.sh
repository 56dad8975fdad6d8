# Pods without a controller.

kubectl run once --image=registry.test/shop/web:v1 --labels=a=b --env=X=1 --port=8080

kubectl wait pod once --for=condition=Ready --timeout=30s

kubectl get pod once --show-labels

kubectl run once --image=registry.test/shop/web:v1

kubectl run fails --image=registry.test/shop/web:crashing --restart=Never

kubectl wait pod fails --for=jsonpath='{.status.phase}'=Failed --timeout=30s

kubectl get pod fails

kubectl logs fails

kubectl delete pod once fails
