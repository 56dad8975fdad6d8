# A pod's HTTP through the API server.
# kubectl: 1.34

kubectl run web --image=registry.test/shop/web:v1 --port=8080

kubectl run bare --image=registry.test/shop/web:v1

kubectl run unready --image=registry.test/shop/web:unready --port=8080

kubectl wait pod web bare unready --for=condition=Ready --timeout=30s

./until "^ok" kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/web/proxy/"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/web/proxy/a?b=c"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/web:8080/proxy/"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/http:web:8080/proxy/"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/web:9999/proxy/"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/bare/proxy/"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/bare:8080/proxy/"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/unready/proxy/"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/nobody/proxy/"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/web:8080:99/proxy/"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/web:8080/proxyx"

kubectl delete --raw "/api/v1/namespaces/$NAMESPACE/pods/web:8080/proxy/x"

echo '{}' | kubectl create --raw "/api/v1/namespaces/$NAMESPACE/pods/web:8080/proxy/x" -f -
