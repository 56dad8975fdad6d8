# Tokens of service accounts, given out on request.
# kubectl: 1.32 1.34

kubectl create serviceaccount bob

kubectl create serviceaccount bob

kubectl get serviceaccounts

kubectl get serviceaccount bob -o yaml

kubectl describe serviceaccount bob

kubectl create token bob

kubectl create token bob --duration=1h -o yaml

kubectl create token bob --duration=20m -o jsonpath='{.spec.expirationSeconds}{"\n"}'

kubectl create token bob --audience=shop --audience=stock -o jsonpath='{.spec.audiences}{"\n"}'

kubectl create token bob --duration=1m

kubectl create token bob --duration=-1m

kubectl create token bob --duration=100000000h

kubectl create token nobody

kubectl create token bob --bound-object-kind=Pod --bound-object-name=nothing

kubectl create token bob --bound-object-kind=Secret --bound-object-name=nothing

kubectl create token bob --bound-object-kind=ConfigMap --bound-object-name=kube-root-ca.crt

kubectl create token bob --bound-object-kind=Secret

kubectl create token bob --bound-object-name=nothing

kubectl create token bob --as=jane

kubectl create token bob >token

cut -d. -f1 token | tr '_-' '/+' | base64 -d 2>/dev/null | sed 's/"kid":"[^"]*"/"kid":"..."/'

cut -d. -f2 token | tr '_-' '/+' | base64 -d 2>/dev/null | sed -E 's/:[0-9]{10}\b/:<seconds>/g'

./with-token token auth whoami

./with-token token auth whoami -o yaml

./with-token token get pods

kubectl create rolebinding bob --clusterrole=view --serviceaccount=$NAMESPACE:bob

./with-token token get pods

./with-token token get pods -n default

./with-token token auth can-i get pods

./with-token token auth can-i create pods

kubectl delete serviceaccount bob

sleep 11

./with-token token get pods

kubectl create serviceaccount bob

./with-token token get pods
