# A restart is a rollout with a new annotation.
# kubectl: 1.32 1.34

kubectl apply -f one.yaml

./rolled-out web

kubectl rollout restart deployment/web

./rolled-out web

kubectl rollout history deployment/web

kubectl get deployment web -o jsonpath='{.spec.template.metadata.annotations}'

kubectl rollout restart deployment/nobody

kubectl rollout restart service/web

kubectl rollout restart deployment -l app=none

kubectl rollout undo deployment/web

./rolled-out web

kubectl rollout history deployment/web
