# A rollout watched to its end, and what status says of others.
# kubectl: 1.32 1.34

kubectl apply -f app.yaml

kubectl rollout status deployment/web --timeout=60s

kubectl rollout status deployment/web

kubectl rollout status deployment/nobody

kubectl rollout status service/web

kubectl rollout status deployment/web --revision=7

kubectl set image deployment/web app=registry.test/shop/web:v2

kubectl rollout status deployment/web --watch=false | sed "s/[0-9]* out of/<n> out of/;s/[0-9]* old/<n> old/"

kubectl rollout status deployment/web --timeout=60s
