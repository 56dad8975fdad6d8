# A revision in other forms.

kubectl apply -f one.yaml

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:v2

./rolled-out web

kubectl rollout history deployment/web --revision=1 -o yaml | grep -E "image:|kind:|revision"

kubectl rollout history deployment/web --revision=2 -o jsonpath='{.spec.template.spec.containers[0].image}'

kubectl rollout history deployment/web -o name

kubectl rollout history -f one.yaml

kubectl rollout history replicaset -l app=web

kubectl rollout pause deployment -l app=none

kubectl rollout history

kubectl rollout undo deployment/web --dry-run=server

kubectl rollout undo deployment/web --dry-run=client -o name
