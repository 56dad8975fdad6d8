# A context of its own for a team's account.
# kubectl: 1.32 1.34

kubectl create serviceaccount team

kubectl create rolebinding team --clusterrole=edit --serviceaccount=$NAMESPACE:team

kubectl config set-credentials team --token="$(kubectl create token team)"

kubectl config set-context team --cluster=cluster --user=team --namespace=$NAMESPACE

kubectl config get-contexts

kubectl config view

kubectl --context=team auth whoami

kubectl --context=team get pods

kubectl --context=team apply -f app.yaml

kubectl --context=team rollout status deployment/web --timeout=60s

kubectl --context=team set image deployment/web app=registry.test/shop/web:v2

./rolled-out web

kubectl --context=team rollout undo deployment/web

kubectl --context=team rollout status deployment/web

./rolled-out web

kubectl --context=team get nodes

kubectl --context=team create role r --verb=get --resource=pods

kubectl --context=team auth can-i delete deployments

kubectl --context=team auth can-i delete deployments -n default

kubectl --context=team get pods --as=jane

kubectl config use-context team

kubectl get deployment web -o name

kubectl get namespaces

kubectl delete -f app.yaml

kubectl --user=admin get namespace $NAMESPACE -o name

kubectl --user=team --token=wrong get pods

kubectl config unset users.team.token

kubectl get pods
