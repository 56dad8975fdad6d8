# Old revisions go; what is gone cannot be undone to.
# core: yes

kubectl apply -f limited.yaml

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:v2

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:v3

./rolled-out web

./until "^2$" bash -c "kubectl get replicasets --no-headers | wc -l"

kubectl get replicasets -o wide

kubectl rollout history deployment/web

kubectl rollout undo deployment/web --to-revision=1

kubectl rollout undo deployment/web --to-revision=2

./rolled-out web

kubectl patch deployment web -p '{"spec":{"revisionHistoryLimit":0}}'

./until "^1$" bash -c "kubectl get replicasets --no-headers | wc -l"

kubectl rollout history deployment/web

kubectl rollout undo deployment/web
