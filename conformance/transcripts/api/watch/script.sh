# Watches: from now, from a version, with bookmarks, with the initial list, from a version that nobody keeps.
# kubectl: 1.34
# speed: 1

kubectl create configmap a; kubectl label configmap a tier=web

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&fieldSelector=metadata.name%3Da"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&fieldSelector=metadata.name%3Da&resourceVersion=0" | cut -c1-60

rv=$(kubectl get configmap a -o jsonpath='{.metadata.resourceVersion}'); kubectl patch configmap a -p '{"data":{"x":"1"}}'; kubectl label configmap a tier-; kubectl delete configmap a; ./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&resourceVersion=$rv"

kubectl create configmap b --from-literal=x=1; kubectl label configmap b tier=web; rv=$(kubectl get configmap b -o jsonpath='{.metadata.resourceVersion}'); kubectl label configmap b tier=db --overwrite; kubectl label configmap b tier=web --overwrite; ./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&resourceVersion=$rv&labelSelector=tier%3Dweb" | cut -c1-30

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=2&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&fieldSelector=metadata.name%3Db"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&sendInitialEvents=true"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&sendInitialEvents=true&resourceVersionMatch=Exact&allowWatchBookmarks=true"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?sendInitialEvents=true&resourceVersionMatch=NotOlderThan"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&resourceVersionMatch=NotOlderThan&resourceVersion=0"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=soon"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=1&timeoutSeconds=1&limit=1&resourceVersion=0" | cut -c1-60

./api GET "/api/v1/watch/namespaces/$NAMESPACE/configmaps/b?timeoutSeconds=1" | cut -c1-60

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&fieldSelector=metadata.name%3Db" -H 'Accept: application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1'
