# Roles of the whole cluster and their bindings.

kubectl create clusterrole $NAMESPACE-nodes --verb=get,list --resource=nodes

kubectl create clusterrole $NAMESPACE-paths --verb=get --non-resource-url=/metrics --non-resource-url='/logs/*'

kubectl create clusterrole $NAMESPACE-none --verb=get

kubectl create clusterrole $NAMESPACE-none --verb=get --non-resource-url=logs

kubectl create clusterrole $NAMESPACE-nodes --verb=get --resource=nodes

kubectl create clusterrolebinding $NAMESPACE-nodes --clusterrole=$NAMESPACE-nodes --user=cleo --group=clerks --serviceaccount=$NAMESPACE:bob

kubectl get clusterrole $NAMESPACE-nodes $NAMESPACE-paths

kubectl get clusterrolebinding $NAMESPACE-nodes -o wide

kubectl get clusterrolebinding $NAMESPACE-nodes -o yaml

kubectl describe clusterrole $NAMESPACE-nodes $NAMESPACE-paths

kubectl describe clusterrolebinding $NAMESPACE-nodes

kubectl get nodes --as=cleo -o name | wc -l

kubectl get nodes --as=cato --as-group=clerks -o name | wc -l

kubectl auth can-i get nodes --as=system:serviceaccount:$NAMESPACE:bob

kubectl auth can-i get /logs/today --as=cyril

kubectl create clusterrolebinding $NAMESPACE-paths --clusterrole=$NAMESPACE-paths --user=cyril

kubectl auth can-i get /logs/today --as=cyril

kubectl get clusterrole cluster-admin -o jsonpath='{.rules}{"\n"}'

kubectl get clusterrole view -o jsonpath='{.aggregationRule}{"\n"}'

kubectl get clusterroles -l kubernetes.io/bootstrapping=rbac-defaults -o name | grep -v controller: | wc -l

kubectl describe clusterrole edit | head -30

kubectl describe clusterrolebinding cluster-admin

kubectl delete clusterrole $NAMESPACE-nodes $NAMESPACE-paths

kubectl auth can-i get nodes --as=cleo

kubectl get nodes --as=cleo

kubectl delete clusterrolebinding $NAMESPACE-nodes $NAMESPACE-paths

kubectl get nodes --as=cleo
