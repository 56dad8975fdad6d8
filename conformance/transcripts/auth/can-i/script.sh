# What somebody may do, asked with `auth can-i`.
# kubectl: 1.32 1.34
# core: yes

kubectl create role reader --verb=get,list,watch --resource=pods,pods/log,deployments.apps

kubectl create role scaler --verb=patch --resource=deployments.apps/scale --resource-name=web

kubectl create rolebinding reader --role=reader --user=jane --group=devs

kubectl create rolebinding scaler --role=scaler --serviceaccount=$NAMESPACE:bob

kubectl auth can-i get pods

kubectl auth can-i get pods --as=jane

kubectl auth can-i delete pods --as=jane

kubectl auth can-i get pods --subresource=log --as=jane

kubectl auth can-i get pods/log --as=jane

kubectl auth can-i list deployments.apps --as=jane

kubectl auth can-i list deploy --as=nobody --as-group=devs

kubectl auth can-i get pods --as=jane --all-namespaces

kubectl auth can-i get pods --as=jane -n kube-system

kubectl auth can-i patch deployments/web --subresource=scale --as=system:serviceaccount:$NAMESPACE:bob

kubectl auth can-i patch deployments/other --subresource=scale --as=system:serviceaccount:$NAMESPACE:bob

kubectl auth can-i patch deployments --subresource=scale --as=system:serviceaccount:$NAMESPACE:bob

kubectl auth can-i get nodes --as=jane

kubectl auth can-i '*' '*'

kubectl auth can-i '*' '*' --as=jane

kubectl auth can-i get /version --as=jane

kubectl auth can-i get /metrics --as=jane

kubectl auth can-i get /metrics --subresource=log

kubectl auth can-i get nothings --as=jane

kubectl auth can-i fly pods --as=jane

kubectl auth can-i get pods --as=jane --quiet

kubectl auth can-i get

kubectl auth can-i --list --as=jane

kubectl auth can-i --list --as=nobody --no-headers

kubectl auth can-i --list --as=system:serviceaccount:$NAMESPACE:bob | head -2

kubectl auth can-i --list | head -3

kubectl auth can-i get pods --list
