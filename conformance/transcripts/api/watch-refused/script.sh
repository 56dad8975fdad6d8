# Watches that are refused, and what addresses of watches mean: nonsense versions, forms, names, methods.
# kubectl: 1.34
# speed: 1

kubectl create configmap a

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&resourceVersion=nonsense"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&resourceVersion=-1"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&resourceVersion=9999999999"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&sendInitialEvents=false"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&sendInitialEvents=false&resourceVersionMatch=NotOlderThan"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&fieldSelector=metadata.name%3Da" | cut -c1-60

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&allowWatchBookmarks=true&fieldSelector=metadata.name%3Da" | cut -c1-60

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&resourceVersion=nonsense"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&continue=abc"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=maybe&timeoutSeconds=1&fieldSelector=metadata.name%3Dmissing"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=0&fieldSelector=metadata.name%3Dmissing"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&labelSelector=((("

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1&fieldSelector=spec.x%3D1"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a?watch=true&timeoutSeconds=1" | cut -c1-60

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a?watch=true&timeoutSeconds=1&resourceVersion=nonsense"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/missing?watch=true&timeoutSeconds=1"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1" -H 'Accept: application/yaml' | head -1

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?watch=true&timeoutSeconds=1" -H 'Accept: text/html'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps" -H 'Accept: text/html'

./api GET "/api/v1/namespaces/$NAMESPACE-missing/configmaps?watch=true&timeoutSeconds=1"

./api GET "/api/v1/watch/namespaces/$NAMESPACE/configmaps/missing?timeoutSeconds=1"

./api GET "/api/v1/watch/namespaces/$NAMESPACE/configmaps/a?timeoutSeconds=1&fieldSelector=metadata.name%3Db"

./api POST "/api/v1/watch/namespaces/$NAMESPACE/configmaps" - <<< '{}'

./api DELETE "/api/v1/watch/namespaces/$NAMESPACE/configmaps/a"

./api PROPFIND "/api/v1/namespaces/$NAMESPACE/configmaps"

./api OPTIONS "/api/v1/namespaces/$NAMESPACE/configmaps/a"

./api PROPFIND /version

./api PROPFIND /healthz

./api PROPFIND /nowhere

./api PROPFIND "/api/v1/namespaces/$NAMESPACE/nothing"
