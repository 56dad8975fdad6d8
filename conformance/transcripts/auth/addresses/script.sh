# How refusals are worded, by address and method.

kubectl create serviceaccount bob

kubectl create token bob >token

ask() { echo "$1 $2"; ./api "$1" "$2" -H "Authorization: ${3-Bearer $(cat token)}" "${@:4}"; }; declare -f ask >ask

. ./ask; ask GET /api/v1/pods

. ./ask; ask GET /api/v1/namespaces/$NAMESPACE/pods/x

. ./ask; ask GET /api/v1/namespaces/$NAMESPACE/pods/x/log; ask GET /api/v1/namespaces/$NAMESPACE/pods/x/exec; ask POST /api/v1/namespaces/$NAMESPACE/pods/x/eviction

. ./ask; ask POST /api/v1/namespaces/$NAMESPACE/pods; ask PUT /api/v1/namespaces/$NAMESPACE/pods/x; ask PATCH /api/v1/namespaces/$NAMESPACE/pods/x/status

. ./ask; ask DELETE /apis/apps/v1/namespaces/$NAMESPACE/deployments; ask DELETE /apis/apps/v1/namespaces/$NAMESPACE/deployments/web

. ./ask; ask GET "/api/v1/namespaces/$NAMESPACE/pods?watch=1"; ask GET "/api/v1/namespaces/$NAMESPACE/pods?watch=false"; ask GET /api/v1/watch/namespaces/$NAMESPACE/pods

. ./ask; ask GET "/api/v1/pods?fieldSelector=metadata.name=x"; ask GET "/api/v1/pods?fieldSelector=metadata.name!=x"

. ./ask; ask GET /api/v1/namespaces/$NAMESPACE; ask PUT /api/v1/namespaces/$NAMESPACE/finalize; ask POST /api/v1/namespaces; ask DELETE /api/v1/namespaces/$NAMESPACE

. ./ask; ask GET /api/v1/nodes/x/proxy/a/b; ask GET /api/v1/nodes; ask GET /apis/rbac.authorization.k8s.io/v1/clusterroles/view

. ./ask; ask GET /apis/nothing.example/v1/things; ask GET /apis/nothing.example/v1/namespaces/$NAMESPACE/things/x

. ./ask; ask GET /metrics; ask PUT /version; ask GET '/a%22b%3c'; ask DELETE /apis

. ./ask; ask OPTIONS /apis/apps/v1/namespaces/$NAMESPACE/deployments; ask HEAD /api/v1/namespaces/$NAMESPACE/pods | head -2

. ./ask; ask GET /api/v1/pods 'Bearer wrong'; ask GET /version 'Bearer wrong'; ask GET /api/v1/pods 'bearer wrong'

. ./ask; ask GET /api/v1/pods 'Basic eDp5'; ask GET /api 'Bearer'; ask GET /healthz 'Basic eDp5'

. ./ask; ask GET /api/v1/pods "Bearer $(cut -d. -f1,2 token).AAAA"; ask GET /api/v1/pods "Bearer $(echo '{"alg":"none"}' | base64 | tr -d '=\n').$(cut -d. -f2 token)."; ask GET /api/v1/pods "Bearer $(cut -d. -f2,3 token)"
