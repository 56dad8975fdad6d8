# Up, down, to nothing, with a precondition, of what is not there.
# kubectl: 1.32 1.34
# core: yes

kubectl apply -f app.yaml

./rolled-out web

kubectl scale deployment/web --replicas=3

./rolled-out web

kubectl get deployment web

kubectl scale deployment/web --replicas=1 --current-replicas=2

kubectl scale deployment/web --replicas=1 --current-replicas=3

./until 1/1 kubectl get deployment web

./rolled-out web

kubectl get deployment,replicaset

kubectl scale deployment/web --replicas=0

./until 0/0 kubectl get deployment web

./rolled-out web

kubectl get pods

kubectl scale deployment/nobody --replicas=1

kubectl scale deployment/web --replicas=-1

kubectl scale deployment/web

kubectl scale service/web --replicas=2

kubectl get deployment web --subresource=scale -o yaml
