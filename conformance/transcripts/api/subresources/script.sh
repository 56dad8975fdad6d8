# Status, scale and what else hangs below an object.
# kubectl: 1.34

kubectl apply -f one.yaml

./rolled-out web

./api GET "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web/scale"

./api GET "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web/status" | cut -c1-60

./api PUT "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web/scale" - <<< '{"metadata":{"name":"web"},"spec":{"replicas":2}}'

./api PATCH "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web/scale?fieldManager=me" - -H 'Content-Type: application/merge-patch+json' <<< '{"spec":{"replicas":1}}'

./api PATCH "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web/scale" - -H 'Content-Type: application/merge-patch+json' <<< '{"spec":{"replicas":-1}}'

./api PATCH "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web/scale" - -H 'Content-Type: application/strategic-merge-patch+json' <<< '{"spec":{"replicas":1}}' | head -1

./api PUT "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web/scale" - <<< '{"metadata":{"name":"web","resourceVersion":"1"},"spec":{"replicas":2}}'

./api PUT "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web/scale" - <<< '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":2}}'

./api PUT "/apis/apps/v1/namespaces/$NAMESPACE/deployments/none/scale" - <<< '{"metadata":{"name":"none"},"spec":{"replicas":2}}'

./api POST "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web/scale" - <<< '{}'

./api GET "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web/none"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/web/status"

./api GET "/apis/apps/v1/namespaces/$NAMESPACE/daemonsets/web/scale"

./api PATCH "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web/status?fieldManager=me" - -H 'Content-Type: application/merge-patch+json' <<< '{"metadata":{"labels":{"a":"b"}},"spec":{"replicas":5},"status":{"collisionCount":3}}' | grep -o '"labels":{[^}]*}\|"replicas":[0-9]*\|"collisionCount":[0-9]*\|^HTTP.*'

./rolled-out web

./api POST "/api/v1/namespaces/$NAMESPACE/pods/none/eviction" - <<< '{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"none"}}'

./api POST "/api/v1/namespaces/$NAMESPACE/serviceaccounts/none/token" - <<< '{"spec":{}}'

./api GET "/api/v1/namespaces/$NAMESPACE/pods/none/log"
