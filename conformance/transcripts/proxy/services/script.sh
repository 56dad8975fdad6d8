# A service's HTTP through the API server.
# kubectl: 1.32 1.34

kubectl apply -f app.yaml

./rolled-out web

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/services/web/proxy/"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/services/web:80/proxy/some/path?a=b"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/services/http:web:80/proxy/"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/services/web:/proxy/"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/services/web/proxy"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/services/web:8080/proxy/"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/services/web:http/proxy/"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/services/ftp:web:80/proxy/"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/services/nobody/proxy/"

kubectl scale deployment web --replicas=0

./until '<unset>' kubectl get endpointslices -l kubernetes.io/service-name=web

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/services/web/proxy/"

kubectl create service clusterip empty --tcp=80:8080

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/services/empty/proxy/"

kubectl delete --raw "/api/v1/namespaces/$NAMESPACE/services/empty/proxy/"
