# A held rollout: what it refuses, what it does not do, and how it goes on.
# kubectl: 1.32 1.34
# core: yes

kubectl apply -f one.yaml

./rolled-out web

kubectl rollout pause deployment/web

kubectl rollout pause deployment/web

kubectl set image deployment/web app=registry.test/shop/web:v2

kubectl set env deployment/web A=1

./until 'DeploymentPaused|Unknown' kubectl get deployment web -o jsonpath='{.status.conditions}'

kubectl get replicasets

kubectl rollout history deployment/web

kubectl rollout undo deployment/web

kubectl rollout restart deployment/web

kubectl rollout status deployment/web --timeout=1s

kubectl describe deployment web | grep -A6 Conditions

kubectl rollout resume deployment/web

kubectl rollout resume deployment/web

./rolled-out web

kubectl rollout history deployment/web

kubectl get replicasets
