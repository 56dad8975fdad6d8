# Names that the server makes up.
# kubectl: 1.34

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps?dryRun=All" - <<< '{"metadata":{"generateName":"made-","labels":{"a":"b"}}}' | sed 's/"name":"made-[a-z0-9]\{5\}"/"name":"made-x"/'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps?dryRun=All" - <<< '{"metadata":{"generateName":"made-"}}' | sed 's/"name":"made-[a-z0-9]\{5\}"/"name":"made-x"/'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"metadata":{"generateName":"made-","name":"told"}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"metadata":{"generateName":"Made_"}}' | sed 's/Made_[a-z0-9]\{5\}/Made_x/g'

./api POST "/api/v1/namespaces/$NAMESPACE/services" - <<< '{"metadata":{"generateName":"9-"},"spec":{"ports":[{"port":1}]}}' | sed 's/9-[a-z0-9]\{5\}/9-x/g'

./api PATCH "/api/v1/namespaces/$NAMESPACE/configmaps/x?fieldManager=me" - -H 'Content-Type: application/apply-patch+yaml' <<< '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"generateName":"made-"}}'

kubectl get configmaps -o name | wc -l
