# A team's account gets, step by step, what a rollback needs.
# kubectl: 1.32 1.34

kubectl apply -f app.yaml

./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:missing

kubectl create serviceaccount team

kubectl create token team >token

./with-token token rollout undo deployment/web

kubectl create role rollback --verb=get --resource=deployments.apps

kubectl create rolebinding rollback --role=rollback --serviceaccount=$NAMESPACE:team

./with-token token rollout undo deployment/web

kubectl patch role rollback --type=json -p '[{"op":"add","path":"/rules/-","value":{"apiGroups":["apps"],"resources":["replicasets"],"verbs":["list"]}}]'

./with-token token rollout history deployment/web

./with-token token rollout undo deployment/web

kubectl patch role rollback --type=json -p '[{"op":"add","path":"/rules/0/verbs/-","value":"patch"}]'

./with-token token rollout undo deployment/web

./with-token token rollout status deployment/web --timeout=5s

kubectl patch role rollback --type=json -p '[{"op":"replace","path":"/rules/0/verbs","value":["get","list","watch","patch"]}]'

./with-token token rollout status deployment/web

./with-token token apply -f app.yaml

./with-token token delete pods -l app=web

kubectl delete rolebinding rollback

./with-token token get deployment web

./rolled-out web
