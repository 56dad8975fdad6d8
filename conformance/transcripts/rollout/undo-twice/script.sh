# Undo of an undo goes forward again; without a revision there is nothing to undo.

kubectl apply -f one.yaml

./rolled-out web

kubectl rollout undo deployment/web

kubectl rollout undo deployment/nobody

kubectl rollout undo service/web

kubectl set image deployment/web app=registry.test/shop/web:v2

./rolled-out web

kubectl rollout undo deployment/web

./rolled-out web

kubectl rollout undo deployment/web

./rolled-out web

kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0].image} {.metadata.annotations.deployment\.kubernetes\.io/revision}'
