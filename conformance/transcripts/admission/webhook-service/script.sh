# Webhooks behind services that are not there, or have nobody behind them.
# speed: 1

./webhook Validating "{ service: { name: nobody, namespace: $NAMESPACE } }" /configmaps && kubectl create configmap a

kubectl get validatingwebhookconfiguration "$NAMESPACE" -o jsonpath='{.webhooks[0].clientConfig}'

kubectl create service clusterip nobody --tcp=443

sleep 1; kubectl create configmap a

./webhook Validating "{ service: { name: nobody, namespace: $NAMESPACE, path: /check, port: 8443 } }" /configmaps && kubectl create configmap a

./webhook Mutating "{ service: { name: nothing, namespace: $NAMESPACE, path: /check } }" /configmaps CREATE && kubectl create configmap a

kubectl delete validatingwebhookconfiguration "$NAMESPACE"

kubectl delete mutatingwebhookconfiguration "$NAMESPACE"

sleep 1; kubectl create configmap a
