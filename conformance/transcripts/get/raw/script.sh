# The API itself: lists, pages, selectors, partial objects, what is not served.
# kubectl: 1.32 1.34

for n in a b c; do kubectl create configmap $n; done

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/configmaps?limit=2" | grep -o '"remainingItemCount":[0-9]*'

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/configmaps?fieldSelector=metadata.name%3Db" | grep -o '"name":"[^"]*"'

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/configmaps?labelSelector=a%20b%20c"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/configmaps?fieldSelector=spec.x%3D1"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/configmaps?continue=nonsense" 2>&1 | cut -d: -f1-3

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/configmaps?resourceVersion=nonsense"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/configmaps/a/status"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/a/log"

kubectl get --raw "/apis/apps/v1beta1/deployments"

kubectl get --raw "/apis/nothing.example/v1"

kubectl get --raw "/api/v2"

kubectl get --raw "/nothing"

kubectl create --raw "/api/v1/namespaces/$NAMESPACE/configmaps" -f config.yaml

kubectl delete --raw "/api/v1/namespaces/$NAMESPACE/configmaps/nobody"
