# A Service for a Deployment and for a pod.

kubectl apply -f one.yaml

./rolled-out web

kubectl expose deployment web --port=80 --target-port=8080

kubectl expose deployment web --port=80

kubectl get service web -o jsonpath='{.spec.selector} {.spec.ports}'

kubectl expose deployment web --name=other

kubectl apply -f pod.yaml

kubectl expose pod alone --port=8080 --type=ClusterIP --name=lonely

kubectl wait pod alone --for=condition=Ready --timeout=30s

./until 8080 kubectl get endpointslices -l kubernetes.io/service-name=lonely

kubectl get service lonely
