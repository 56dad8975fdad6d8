# Many at once, by selector, dry, and in pages.
# kubectl: 1.34

for n in a b c d; do kubectl create configmap $n; done; kubectl label configmap a b half=first

./api DELETE "/api/v1/namespaces/$NAMESPACE/configmaps?labelSelector=half%3Dfirst&dryRun=All" | grep -o '^HTTP.*\|"kind":"[A-Za-z]*"\|"name":"[^"]*"'

kubectl get configmaps -o name

./api DELETE "/api/v1/namespaces/$NAMESPACE/configmaps?labelSelector=half%3Dfirst" | grep -o '^HTTP.*\|"kind":"[A-Za-z]*"\|"name":"[^"]*"'

./api DELETE "/api/v1/namespaces/$NAMESPACE/configmaps?fieldSelector=metadata.name%3Dc"

./api DELETE "/api/v1/namespaces/$NAMESPACE/configmaps?fieldSelector=metadata.name%3Dnone"

./api DELETE "/api/v1/namespaces/$NAMESPACE/configmaps?labelSelector=%3D"

./api DELETE "/api/v1/namespaces/$NAMESPACE/services"

./api DELETE "/api/v1/namespaces/$NAMESPACE/pods?propagationPolicy=Sideways"

kubectl get configmaps -o name
