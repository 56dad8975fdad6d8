# Services out of Deployments, pods, services, ReplicaSets, and what cannot be exposed.
# kubectl: 1.32 1.34

kubectl apply -f one.yaml

./rolled-out web

kubectl expose deployment web --port=80 --target-port=8080

kubectl expose deployment web --port=80

kubectl expose deployment web

kubectl expose deployment web --name=np --type=NodePort --port=80 --dry-run=server -o jsonpath='{.spec.type} {.spec.selector}'

kubectl expose deployment web --name=lb --type=LoadBalancer --port=80 --session-affinity=ClientIP --labels=a=b

kubectl expose service web --name=again --port=81

kubectl expose pod -l app=web --name=pods --port=80

kubectl expose configmap kube-root-ca.crt --port=80

kubectl expose -f one.yaml --name=file --port=80 --protocol=UDP

kubectl expose deployment web --name=headless --cluster-ip=None --port=80

kubectl expose deployment web --name=Bad_ --port=80

kubectl expose deployment web --name=bad --port=99999

kubectl get services -o custom-columns=NAME:.metadata.name,TYPE:.spec.type,PORTS:.spec.ports[*].port,TARGET:.spec.ports[*].targetPort,SELECTOR:.spec.selector

./until 8080 kubectl get endpoints web

kubectl delete services web lb again file headless
