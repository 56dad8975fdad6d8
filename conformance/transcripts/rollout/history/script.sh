# Revisions with their causes.
# kubectl: 1.32 1.34

kubectl apply -f one.yaml

./rolled-out web

kubectl annotate deployment/web kubernetes.io/change-cause="first release"

kubectl set image deployment/web app=registry.test/shop/web:v2

kubectl annotate deployment/web kubernetes.io/change-cause="second release" --overwrite

./rolled-out web

kubectl rollout history deployment/web

kubectl rollout history deployment/web --revision=1

kubectl rollout history deployment/web --revision=2

kubectl rollout history deployment/web --revision=9

kubectl rollout history deployment

kubectl rollout history deployment/nobody

kubectl rollout history deployment/web -o jsonpath="{.metadata.name}"

kubectl rollout history service/web
