# Several Deployments at once, by label and by file.

kubectl create deployment a --image=registry.test/shop/web:v1 && kubectl create deployment b --image=registry.test/shop/web:v1

kubectl scale deployment a b --replicas=0

kubectl scale deployment --all --replicas=1

kubectl scale deployment -l app=b --replicas=2

./rolled-out a; ./rolled-out b

kubectl get deployments

kubectl rollout restart deployment

./rolled-out a; ./rolled-out b

kubectl rollout history deployment

kubectl delete deployment a b
