# A log that is followed to its end.
# speed: 1

kubectl run c --image=registry.test/shop/web:crashing --restart=Never

kubectl wait pod c --for=jsonpath='{.status.containerStatuses[0].started}'=true --timeout=20s

kubectl logs -f c --pod-running-timeout=20s

kubectl apply -f pod.yaml

kubectl wait pod alone --for=condition=Ready --timeout=20s

timeout 2 kubectl logs -f alone
