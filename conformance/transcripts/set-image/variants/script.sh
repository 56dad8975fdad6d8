# Images set by name, by star, for containers that are not there.
# kubectl: 1.32 1.34

kubectl apply -f one.yaml

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:v2

kubectl set image deployment/web app=registry.test/shop/web:v2

./rolled-out web

kubectl set image deployment/web other=registry.test/shop/web:v2

kubectl set image deployment/web '*=registry.test/shop/web:v3'

./rolled-out web

kubectl set image deployment/nobody app=registry.test/shop/web:v2

kubectl set image deployment/web app=

kubectl set image -f one.yaml app=registry.test/shop/web:v2 --local -o jsonpath='{.spec.template.spec.containers[0].image}'

kubectl set image deployment/web app=registry.test/shop/web:v1

./rolled-out web

kubectl get deployment web -o wide

kubectl rollout history deployment/web
