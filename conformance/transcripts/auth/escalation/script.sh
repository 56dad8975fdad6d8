# Nobody grants more than they have.

kubectl create rolebinding administrator --clusterrole=admin --user=adam

kubectl create role reader --verb=get,list --resource=pods --as=adam

kubectl create role nodes --verb=get,list --resource=nodes,secrets --as=adam

kubectl create role everything --verb='*' --resource='*.*' --as=adam

kubectl create -f star.yaml --as=adam

kubectl apply -f star.yaml --as=adam

kubectl create rolebinding reader --role=reader --user=joe --as=adam

kubectl create rolebinding all --clusterrole=cluster-admin --user=adam --as=adam

kubectl create rolebinding none --clusterrole=$NAMESPACE-nothing --user=adam --as=adam

kubectl create rolebinding none --role=nothing --user=adam --as=adam

kubectl create rolebinding none --role=nothing --user=adam

kubectl create clusterrolebinding $NAMESPACE-x --clusterrole=view --user=adam --as=adam

kubectl patch role reader --type=json -p '[{"op":"add","path":"/rules/-","value":{"apiGroups":[""],"resources":["nodes"],"verbs":["get","list"]}}]' --as=adam

kubectl label role reader a=b --as=adam

kubectl create role star --verb=get --resource=nodes

kubectl label role star a=b --as=adam

kubectl create role binder --verb=bind --resource=roles.rbac.authorization.k8s.io --resource-name=star

kubectl create rolebinding binder --role=binder --user=adam

kubectl create rolebinding star --role=star --user=joe --as=adam

kubectl create rolebinding reader-by-joe --role=reader --user=max --as=joe

kubectl create role escalator --verb=escalate --resource=roles.rbac.authorization.k8s.io

kubectl create rolebinding escalator --role=escalator --user=adam

kubectl label role star c=d --as=adam

kubectl create clusterrole $NAMESPACE-writer --verb=create,update,patch,get --resource=clusterroles.rbac.authorization.k8s.io,clusterrolebindings.rbac.authorization.k8s.io

kubectl create clusterrolebinding $NAMESPACE-writer --clusterrole=$NAMESPACE-writer --user=will

kubectl create clusterrole $NAMESPACE-sum --aggregation-rule=a=b --as=will

kubectl create clusterrolebinding $NAMESPACE-nothing --clusterrole=$NAMESPACE-nothing --user=will --as=will

kubectl create clusterrole $NAMESPACE-pods --verb=get,list --resource=pods --non-resource-url=/metrics --as=will

kubectl delete clusterrole,clusterrolebinding $NAMESPACE-writer
