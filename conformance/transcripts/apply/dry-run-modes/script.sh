# Dry runs of everything, on the client and on the server.
# kubectl: 1.32 1.34

for where in client server; do kubectl apply -f one.yaml --dry-run=$where; kubectl create -f one.yaml --dry-run=$where; kubectl create configmap c --from-literal=a=1 --dry-run=$where -o jsonpath='{.metadata.uid}' | wc -c; done

kubectl apply -f one.yaml

./rolled-out web

for where in client server; do kubectl delete -f one.yaml --dry-run=$where; kubectl delete deployment web --dry-run=$where -o name; kubectl scale deployment/web --replicas=3 --dry-run=$where; kubectl set image deployment/web app=registry.test/shop/web:v2 --dry-run=$where; kubectl label deployment web a=b --dry-run=$where; kubectl annotate deployment web a=b --dry-run=$where; kubectl patch deployment web -p '{"spec":{"replicas":4}}' --dry-run=$where; kubectl replace -f one.yaml --dry-run=$where; kubectl expose deployment web --port=80 --dry-run=$where; kubectl autoscale deployment web --max=3 --dry-run=$where; kubectl rollout undo deployment/web --dry-run=$where; kubectl run p --image=registry.test/shop/web:v1 --dry-run=$where; done

kubectl apply -f one.yaml --dry-run=both

kubectl apply -f one.yaml --dry-run

kubectl get deployment web -o jsonpath='{.spec.replicas} {.metadata.labels}'

sed 's/replicas: 1/replicas: -1/' one.yaml | kubectl apply -f - --dry-run=client

sed 's/replicas: 1/replicas: -1/' one.yaml | kubectl apply -f - --dry-run=server
