# Dry runs on either side change nothing.
# kubectl: 1.32 1.34

kubectl apply -f app.yaml --dry-run=client

kubectl apply -f app.yaml --dry-run=server

kubectl get deployments

kubectl apply -f one.yaml

kubectl set image deployment/web app=registry.test/shop/web:v2 --dry-run=server

kubectl scale deployment/web --replicas=3 --dry-run=server

kubectl patch deployment web -p '{"spec":{"replicas":4}}' --dry-run=server

kubectl delete deployment web --dry-run=server

kubectl create configmap x --from-literal=a=b --dry-run=client -o yaml

kubectl create deployment x --image=x --dry-run=server

kubectl get deployment web -o jsonpath='{.spec.replicas} {.spec.template.spec.containers[0].image}'
