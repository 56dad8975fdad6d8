# An undo takes the pod template back, not the scale and not what else was applied.

kubectl apply -f one.yaml

./rolled-out web

kubectl apply -f changed.yaml

./rolled-out web

kubectl rollout undo deployment/web

./rolled-out web

kubectl get deployment web -o jsonpath='{.spec.replicas} {.metadata.labels} {.metadata.annotations.note} {.spec.template}'

kubectl apply -f changed.yaml

kubectl rollout history deployment/web
