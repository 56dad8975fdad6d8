# Roles changed in the ways that objects are changed.

kubectl apply -f role.yaml

sed 's/\[get\]/[get, watch]/' role.yaml >more.yaml; kubectl diff -f more.yaml | grep '^[-+] '

kubectl apply -f more.yaml

sed '/configmaps/,$d' role.yaml >less.yaml; tail -3 less.yaml; kubectl apply -f less.yaml

kubectl get role shop -o jsonpath='{.rules}{"\n"}'

kubectl apply --server-side -f role.yaml

kubectl apply --server-side -f role.yaml --force-conflicts

kubectl patch role shop -p '{"rules":[{"apiGroups":[""],"resources":["secrets"],"verbs":["get"]}]}'

kubectl get role shop -o jsonpath='{.rules}{"\n"}'

kubectl apply --server-side -f role.yaml

kubectl get role shop -o yaml --show-managed-fields

KUBE_EDITOR="sed -i s/secrets/events/" kubectl edit role shop

kubectl get role shop -o custom-columns=NAME:.metadata.name,WHAT:.rules[*].resources

kubectl replace -f role.yaml

kubectl replace --force -f role.yaml

kubectl annotate role shop note=x --overwrite

kubectl label role shop team=a team=b

kubectl apply -f unknown.yaml

kubectl apply -f unknown.yaml --validate=warn

kubectl explain role.rules.verbs | head -4

kubectl explain rolebinding.subjects | grep -c .

kubectl create rolebinding shop --role=shop --user=jane -o yaml

kubectl apply --server-side -f binding.yaml

kubectl apply --server-side -f binding.yaml --force-conflicts

kubectl get rolebinding shop -o jsonpath='{.subjects[*].name}{"\n"}'

kubectl get rolebindings --field-selector=metadata.name=shop -o name

kubectl get rolebindings --field-selector=roleRef.name=shop

kubectl auth can-i get secret/x --as=jane

kubectl auth can-i list configmaps --as=zoe

kubectl auth can-i create pods --subresource=exec

kubectl create clusterrolebinding $NAMESPACE-all --clusterrole=cluster-admin --serviceaccount=$NAMESPACE:default

kubectl auth can-i '*' '*' --as=system:serviceaccount:$NAMESPACE:default --all-namespaces

kubectl auth can-i --list --as=system:serviceaccount:$NAMESPACE:default | head -3

kubectl create token default >token; ./with-token token get namespace $NAMESPACE -o name

kubectl delete clusterrolebinding $NAMESPACE-all

./with-token token get namespace $NAMESPACE -o name

kubectl delete role,rolebinding shop
