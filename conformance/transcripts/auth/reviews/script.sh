# Questions about access, asked of the API itself.

kubectl create role reader --verb=get,list --resource=pods

kubectl create rolebinding reader --role=reader --user=jane --group=devs --serviceaccount=$NAMESPACE:bob

review() { echo '{"spec":{"resourceAttributes":{"namespace":"'$NAMESPACE'","verb":"get","resource":"pods"}'$2'}}' | ./api POST /apis/authorization.k8s.io/v1/$1 -; }; declare -f review >review

. ./review; review subjectaccessreviews ',"user":"jane"'

. ./review; review subjectaccessreviews ',"user":"joe","groups":["ops","devs"]'

. ./review; review subjectaccessreviews ',"user":"system:serviceaccount:'$NAMESPACE':bob"'

. ./review; review subjectaccessreviews ',"user":"joe"'

. ./review; review subjectaccessreviews ',"user":"joe","groups":["system:masters"]'

. ./review; review subjectaccessreviews

. ./review; review namespaces/$NAMESPACE/localsubjectaccessreviews ',"user":"jane"'

. ./review; review namespaces/default/localsubjectaccessreviews ',"user":"jane"'

. ./review; review selfsubjectaccessreviews

. ./review; review selfsubjectaccessreviews ',"nonResourceAttributes":{"path":"/a","verb":"get"}'

echo '{"spec":{}}' | ./api POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews -

echo '{"spec":{"nonResourceAttributes":{"path":"/metrics","verb":"get"}}}' | ./api POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews - -H 'Impersonate-User: jane'

echo '{"kind":"Pod","apiVersion":"v1"}' | ./api POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews -

echo '{"spec":{"namespace":"'$NAMESPACE'"}}' | ./api POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews - -H 'Impersonate-User: jane' | grep -o '"resources":\[[^]]*pods[^]]*\]'

echo '{"spec":{}}' | ./api POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews -

echo '{"spec":{"token":"wrong"}}' | ./api POST /apis/authentication.k8s.io/v1/tokenreviews -

echo '{"spec":{}}' | ./api POST /apis/authentication.k8s.io/v1/tokenreviews -

kubectl create serviceaccount bob

echo '{"spec":{"token":"'$(kubectl create token bob)'"}}' | ./api POST /apis/authentication.k8s.io/v1/tokenreviews -

echo '{"spec":{"token":"'$(kubectl create token bob --audience=shop)'"}}' | ./api POST /apis/authentication.k8s.io/v1/tokenreviews -

echo '{"spec":{"token":"'$(kubectl create token bob --audience=shop)'","audiences":["shop","stock"]}}' | ./api POST /apis/authentication.k8s.io/v1/tokenreviews -

./api GET /apis/authentication.k8s.io/v1/tokenreviews

echo '{"spec":{"boundObjectRef":{"kind":"ConfigMap","apiVersion":"v1","name":"x"}}}' | ./api POST /api/v1/namespaces/$NAMESPACE/serviceaccounts/bob/token -

echo '{"metadata":{"name":"alice"},"spec":{}}' | ./api POST /api/v1/namespaces/$NAMESPACE/serviceaccounts/bob/token -

echo '{"spec":{"audiences":["a"]}}' | ./api POST /api/v1/namespaces/$NAMESPACE/serviceaccounts/bob/token -

./api GET /api/v1/namespaces/$NAMESPACE/serviceaccounts/bob/token
