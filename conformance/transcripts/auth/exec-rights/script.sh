# Roles that allow some subresources of pods.

kubectl apply -f app.yaml

./rolled-out web

kubectl create role looker --verb=get --verb=list --resource=pods,pods/log

kubectl create rolebinding looker --role=looker --user=lou

kubectl get pods -o name | head -1 >pod

kubectl logs $(cat pod) --as=lou | wc -l | sed 's/[1-9][0-9]*/some/'

kubectl exec $(cat pod) --as=lou -- ls

kubectl port-forward $(cat pod) 0:8080 --as=lou

kubectl delete $(cat pod) --as=lou

kubectl create --raw /api/v1/namespaces/$NAMESPACE/$(sed s,pod/,pods/, pod)/eviction -f /dev/null --as=lou

kubectl get --raw /api/v1/namespaces/$NAMESPACE/$(sed s,pod/,pods/, pod)/proxy/ --as=lou

kubectl get --raw /api/v1/namespaces/$NAMESPACE/services/web/proxy/ --as=lou

kubectl patch $(cat pod) --subresource=status --type=merge -p '{"status":{"message":"x"}}' --as=lou

kubectl scale deployment web --replicas=2 --as=lou

kubectl get deployment web --subresource=scale --as=lou

kubectl get deployment web --subresource=status --as=lou
