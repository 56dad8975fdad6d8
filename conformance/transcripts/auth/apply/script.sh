# Server-side apply: who may patch may not create.

kubectl create role patcher --verb=get,patch --resource=configmaps

kubectl create rolebinding patcher --role=patcher --user=pat

kubectl apply --server-side -f config.yaml --as=pat

kubectl apply -f config.yaml --as=pat

kubectl apply --server-side --dry-run=server -f config.yaml --as=pat

kubectl apply -f config.yaml

kubectl apply --server-side -f config.yaml --as=pat --force-conflicts

kubectl apply -f config.yaml --as=pat

kubectl patch configmap web-config -p '{"data":{"a":"b"}}' --as=pat

kubectl label configmaps --all a=b --as=pat

kubectl replace -f config.yaml --as=pat

kubectl delete -f config.yaml --as=pat

kubectl get configmaps -w --as=pat
