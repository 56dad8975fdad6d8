# Secrets that hold the token of a service account.

kubectl create serviceaccount bob

kubectl apply -f secret.yaml

./until token: kubectl describe secret bob-token

kubectl get secret bob-token

kubectl get secret bob-token -o yaml | grep -v '^  namespace: [A-Za-z0-9+=]*$'

kubectl describe serviceaccount bob

kubectl get serviceaccount bob

kubectl get secret bob-token -o jsonpath='{.data.token}' | base64 -d >token

cut -d. -f2 token | tr '_-' '/+' | base64 -d 2>/dev/null

./with-token token auth whoami -o yaml

./until last-used kubectl get secret bob-token -o yaml

kubectl get secret bob-token -o jsonpath='{.metadata.labels}{"\n"}'

./with-token token get secrets

kubectl apply -f wrong.yaml

kubectl apply -f orphan.yaml

./until NotFound kubectl get secret orphan

kubectl delete serviceaccount bob

./until NotFound kubectl get secret bob-token

sleep 11

./with-token token auth whoami
