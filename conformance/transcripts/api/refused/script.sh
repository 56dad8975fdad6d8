# Requests that are wrong before they reach an object.
# kubectl: 1.34

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps/a" - <<< '{}'

./api PUT "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{}'

./api PATCH "/api/v1/namespaces/$NAMESPACE/configmaps" - -H 'Content-Type: application/merge-patch+json' <<< '{}'

./api DELETE "/api/v1/namespaces"

./api DELETE "/api/v1/namespaces/$NAMESPACE/services/none/status"

./api GET "/api/v1/namespaces/$NAMESPACE/pods/none/eviction"

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< ''

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '[]'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '"text"'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"apiVersion":"v2","kind":"ConfigMap","metadata":{"name":"a"}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"elsewhere"}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"apiVersion":"v1","kind":"ConfigMap","metadata":{}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"metadata":{"name":"A_b"}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"metadata":{"name":"a","labels":{"x y":"1"}}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"metadata":{"name":"a","annotations":{"x y":"1"}}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"metadata":{"name":"a"},"data":{"x y":"1"}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"metadata":{"name":"a"},"data":{"x":1}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"metadata":{"name":"a"},"data":["x"]}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"metadata":{"name":"a","resourceVersion":"5"}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"metadata":{"name":"a","finalizers":["x"]}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"metadata":{"name":"a","ownerReferences":[{"kind":"X"}]}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps?dryRun=Some" - <<< '{"metadata":{"name":"a"}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps?fieldValidation=Never" - <<< '{"metadata":{"name":"a"}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps?fieldManager=$(printf 'x%.0s' {1..130})" - <<< '{"metadata":{"name":"a"}}'

./api POST "/api/v1/namespaces/$NAMESPACE-x/configmaps" - <<< '{"metadata":{"name":"a"}}'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/A_b"

./api GET "/api/v1/namespaces/$NAMESPACE/unknowns"

./api GET "/apis/apps/v1/deployments/x"

./api GET "/api/v1/configmaps/x"

./api GET "/api/v1/namespaces/$NAMESPACE/nodes"

./api GET "/apis/none.example/v1/things"

./api OPTIONS "/api/v1/namespaces/$NAMESPACE/configmaps/a"

./api HEAD "/api/v1/namespaces/$NAMESPACE/configmaps/a"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps" -H 'Authorization: Bearer nonsense'
