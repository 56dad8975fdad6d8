# Roles and their bindings: made by command and from a file, shown, changed, deleted.
# kubectl: 1.32 1.34

kubectl create role deployer --verb=get,list,watch --verb=patch --resource=deployments.apps,replicasets.apps --resource=pods

kubectl create role one --verb=get --resource=configmaps --resource-name=settings --resource-name=more

kubectl create role odd --verb=fly --resource=pods

kubectl create role none --verb=get

kubectl create role none --resource=pods

kubectl create role none --verb=get --resource=nothings

kubectl create role deployer --verb=get --resource=pods

kubectl create rolebinding deployer --role=deployer --user=jane --user=joe --group=devs --serviceaccount=$NAMESPACE:bob

kubectl create rolebinding viewer --clusterrole=view --group=ops

kubectl create rolebinding none --user=jane

kubectl create rolebinding none --role=a --clusterrole=b --user=jane

kubectl create rolebinding none --role=a --serviceaccount=bob

kubectl create rolebinding dangling --role=nothing --user=jane

kubectl get roles

kubectl get rolebindings

kubectl get rolebindings -o wide

kubectl get role deployer one -o yaml

kubectl get rolebinding deployer -o yaml --show-managed-fields

kubectl describe role deployer

kubectl describe role one

kubectl describe rolebinding deployer

kubectl describe rolebinding viewer

kubectl apply -f roles.yaml

kubectl apply -f roles.yaml

kubectl get role,rolebinding -l app=shop -o name

kubectl get role applied -o jsonpath='{.rules}{"\n"}'

kubectl patch role applied --type=json -p '[{"op":"add","path":"/rules/0/verbs/-","value":"watch"}]'

kubectl get role applied -o jsonpath='{.rules}{"\n"}'

kubectl patch rolebinding applied --type=merge -p '{"subjects":[{"kind":"User","name":"zoe"}]}'

kubectl get rolebinding applied -o jsonpath='{.subjects}{"\n"}'

kubectl set subject rolebinding applied --user=max --group=devs

kubectl get rolebinding applied -o wide --no-headers

kubectl create role dry --verb=get --resource=svc,deployments.apps/scale --dry-run=client -o yaml

kubectl create role dry --verb=get --resource=pods --dry-run=server

kubectl delete role deployer

kubectl delete rolebindings --all
