# Back to a revision by its number, there and again, and to ones that are not.
# kubectl: 1.32 1.34
# core: yes

kubectl apply -f one.yaml

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:v2

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:v3

./rolled-out web

kubectl rollout undo deployment/web --to-revision=1

./rolled-out web

kubectl rollout history deployment/web

kubectl rollout undo deployment/web --to-revision=1

kubectl rollout undo deployment/web --to-revision=4

kubectl rollout undo deployment/web --to-revision=0 --dry-run=server

kubectl rollout undo deployment/web --to-revision=-1

kubectl rollout undo deployment/web --to-revision=2 --dry-run=client

kubectl rollout undo deployment/web --to-revision=2

./rolled-out web

kubectl get deployment web -o wide

kubectl rollout history deployment/web
