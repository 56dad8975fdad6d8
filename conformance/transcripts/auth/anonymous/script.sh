# What strangers may do, before and after somebody lets them in.

ask() { ./api "$1" "$2" -H 'Authorization: Basic eDp5' "${@:3}"; }; declare -f ask >ask

. ./ask; ask GET /version | head -1; ask GET /healthz; ask GET /livez; ask GET /readyz

. ./ask; ask GET /api; ask GET /apis/apps/v1; ask GET /openapi/v3; ask GET /

. ./ask; ask GET /api/v1/namespaces/$NAMESPACE/configmaps; ask POST /api/v1/namespaces/$NAMESPACE/configmaps

. ./ask; echo '{}' | ask POST /apis/authentication.k8s.io/v1/selfsubjectreviews -

. ./ask; ask GET /api/v1/namespaces/$NAMESPACE/pods -H 'Impersonate-User: kubernetes-admin'

kubectl create rolebinding strangers --clusterrole=view --group=system:unauthenticated

. ./ask; ask GET /api/v1/namespaces/$NAMESPACE/pods | head -1

kubectl create rolebinding stranger --clusterrole=edit --user=system:anonymous

. ./ask; echo '{"metadata":{"name":"a"}}' | ask POST /api/v1/namespaces/$NAMESPACE/configmaps - | head -1

kubectl get configmap a -o jsonpath='{.metadata.name}{"\n"}'

kubectl auth can-i get pods --as=system:anonymous

kubectl auth can-i get pods --as=system:anonymous --as-group=system:unauthenticated

kubectl delete rolebinding strangers stranger

. ./ask; ask GET /api/v1/namespaces/$NAMESPACE/configmaps/a
