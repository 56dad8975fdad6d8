# A pod whose image is missing and one that crashes, described.
# speed: 1

kubectl run missing --image=registry.test/shop/web:missing

./until ImagePullBackOff kubectl get pod missing

kubectl describe pod missing

kubectl run crashing --image=registry.test/shop/web:crashing --restart=Never

kubectl wait pod crashing --for=jsonpath={.status.phase}=Failed --timeout=30s

kubectl describe pod crashing

kubectl get pod crashing
