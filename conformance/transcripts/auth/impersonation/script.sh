# Who may act as somebody else.

kubectl create serviceaccount bob

kubectl create rolebinding bob --clusterrole=view --serviceaccount=$NAMESPACE:bob

kubectl create token bob >token

./with-token token get pods --as=jane

./with-token token get pods --as=jane --as-group=devs

./with-token token get pods --as=system:serviceaccount:$NAMESPACE:default

./with-token token auth whoami --as=jane --as-uid=17

sed "s/NAMESPACE/$NAMESPACE/g" impersonator.yaml | kubectl apply -f -

./with-token token auth whoami --as=jane

./with-token token auth whoami --as=joe

./with-token token auth whoami --as=jane --as-group=devs

./with-token token auth whoami --as=jane --as-group=devs --as-group=ops

./with-token token auth whoami --as=jane --as-uid=17

./with-token token auth whoami --as=jane --as-uid=18

./with-token token get pods --as=jane

kubectl create rolebinding jane --clusterrole=view --user=jane

./with-token token get pods --as=jane

./with-token token create configmap a --as=jane

kubectl create role impersonator --verb=impersonate --resource=serviceaccounts

kubectl create rolebinding impersonator --role=impersonator --serviceaccount=$NAMESPACE:bob

./with-token token auth whoami --as=system:serviceaccount:$NAMESPACE:default

./with-token token auth whoami --as=system:serviceaccount:default:default

./api GET /api/v1/namespaces/$NAMESPACE/pods -H 'Impersonate-Group: devs'

./api GET /api/v1/namespaces/$NAMESPACE/pods -H 'Impersonate-Uid: 17'

echo '{}' | ./api POST /apis/authentication.k8s.io/v1/selfsubjectreviews - -H 'Impersonate-User: jane' -H 'Impersonate-Extra-Team: shop' -H 'Impersonate-Extra-a%2fb: c'

kubectl delete clusterrole,clusterrolebinding $NAMESPACE-impersonator
