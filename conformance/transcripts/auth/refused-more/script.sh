# Commands of somebody who may do nothing at all.

kubectl apply -f app.yaml

./rolled-out web

kubectl get pods -o name | head -1 >pod

kubectl exec $(cat pod) --as=jane -- ls

kubectl port-forward $(cat pod) 0:8080 --as=jane

kubectl attach $(cat pod) --as=jane

kubectl logs $(cat pod) --as=jane

kubectl logs -l app=web --as=jane

kubectl run shop --image=registry.test/shop/web:v1 --as=jane

kubectl create job once --image=registry.test/shop/web:v1 --as=jane

kubectl create cronjob often --image=registry.test/shop/web:v1 --schedule='* * * * *' --as=jane

kubectl create service clusterip shop --tcp=80 --as=jane

kubectl create ingress shop --rule=shop.test/=web:80 --as=jane

kubectl create quota q --hard=pods=1 --as=jane

kubectl create poddisruptionbudget p --selector=app=web --min-available=1 --as=jane

kubectl create serviceaccount sally --as=jane

kubectl create secret generic s --from-literal=a=b --as=jane

kubectl create role r --verb=get --resource=pods --as=jane

kubectl create rolebinding r --role=r --user=jane --as=jane

kubectl create namespace $NAMESPACE-more --as=jane

kubectl create priorityclass $NAMESPACE-p --value=1 --as=jane

kubectl create token default --as=jane

kubectl delete namespace $NAMESPACE --as=jane

kubectl replace -f app.yaml --as=jane

kubectl edit deployment web --as=jane

kubectl label deployment web a=b --as=jane

kubectl annotate pods --all a=b --as=jane

kubectl set env deployment/web A=b --as=jane

kubectl set resources deployment web --limits=cpu=1 --as=jane

kubectl rollout pause deployment/web --as=jane

kubectl rollout resume deployment/web --as=jane

kubectl drain $(kubectl get nodes -o name | head -1) --as=jane

kubectl taint nodes --all a=b:NoSchedule --as=jane

kubectl get events --as=jane

kubectl get pv,storageclasses --as=jane

kubectl get persistentvolumeclaims,resourcequotas,limitranges --as=jane

kubectl get hpa,pdb,networkpolicies,ingresses --as=jane

kubectl get leases -n kube-system --as=jane

kubectl get crd,clusterroles,clusterrolebindings --as=jane

kubectl get pods -A --as=jane

kubectl get pods web-x -w --as=jane

kubectl get --raw /api/v1/namespaces/$NAMESPACE/pods --as=jane

kubectl get --raw /apis/apps/v1 --as=jane | head -c 60

kubectl get --raw /healthz --as=jane

kubectl get --raw /readyz/ping --as=jane

kubectl explain pod.spec.nodeName --as=jane | head -3

kubectl delete pods --all --as=jane --force

kubectl delete -f app.yaml --as=jane

kubectl wait --for=delete pod/x --as=jane --timeout=5s

kubectl get deployment/web service/web --as=jane

kubectl get deployments -l app=web -o json --as=jane

kubectl diff -f app.yaml --as=jane --server-side

kubectl apply -f app.yaml --prune -l app=web --as=jane
