# What the built-in roles view, edit and admin allow within a namespace.

kubectl create rolebinding viewer --clusterrole=view --user=vera

kubectl create rolebinding editor --clusterrole=edit --user=ed

kubectl create rolebinding administrator --clusterrole=admin --user=adam

kubectl apply -f app.yaml --as=vera

kubectl apply -f app.yaml --as=ed

./rolled-out web

kubectl get deployments --as=vera

kubectl get secrets --as=vera

kubectl create secret generic s --from-literal=a=b --as=ed

kubectl get secrets --as=ed

kubectl set image deployment/web app=registry.test/shop/web:v2 --as=vera

kubectl set image deployment/web app=registry.test/shop/web:v2 --as=ed

kubectl rollout status deployment/web --as=vera

kubectl rollout undo deployment/web --as=ed

kubectl rollout status deployment/web --as=ed

kubectl rollout history deployment/web --as=vera

kubectl logs deployment/web --as=vera | grep -c . | sed 's/[1-9][0-9]*/some/'

kubectl scale deployment web --replicas=1 --as=vera

kubectl get roles --as=ed

kubectl get roles --as=adam

kubectl get resourcequotas --as=vera

kubectl create quota q --hard=pods=10 --as=adam

kubectl get namespace $NAMESPACE -o name --as=vera

kubectl label namespace $NAMESPACE a=b --as=adam

kubectl get deployments -n default --as=adam

kubectl get nodes --as=adam

kubectl delete deployment web --as=vera

kubectl delete -f app.yaml --as=ed

./until '^No resources' kubectl get pods -l app=web
