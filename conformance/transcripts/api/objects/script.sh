# Objects over the bare API: creating, reading, replacing, deleting.
# core: yes

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"x":"1"}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps?fieldManager=me" - <<< '{"metadata":{"name":"b"},"data":{"x":"1"},"immutable":true}'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a?pretty=true"

./api PUT "/api/v1/namespaces/$NAMESPACE/configmaps/a" - <<< '{"metadata":{"name":"a"},"data":{"x":"2"}}'

./api PUT "/api/v1/namespaces/$NAMESPACE/configmaps/a" - <<< '{"metadata":{"name":"c"},"data":{"x":"2"}}'

./api PUT "/api/v1/namespaces/$NAMESPACE/configmaps/a" - <<< '{"metadata":{"name":"a","resourceVersion":"1"},"data":{"x":"2"}}'

./api PUT "/api/v1/namespaces/$NAMESPACE/configmaps/a" - <<< '{"metadata":{"name":"a","uid":"00000000-0000-0000-0000-000000000000"},"data":{"x":"2"}}'

./api PUT "/api/v1/namespaces/$NAMESPACE/configmaps/a" - <<< '{"metadata":{"name":"a","namespace":"elsewhere"},"data":{"x":"2"}}'

./api PUT "/api/v1/namespaces/$NAMESPACE/configmaps/b" - <<< '{"metadata":{"name":"b"},"data":{"x":"2"}}'

./api PUT "/api/v1/namespaces/$NAMESPACE/configmaps/new" - <<< '{"metadata":{"name":"new"}}'

./api PUT "/apis/apps/v1/namespaces/$NAMESPACE/deployments/new" - <<< '{"metadata":{"name":"new"}}'

./api DELETE "/api/v1/namespaces/$NAMESPACE/configmaps/b"

./api DELETE "/api/v1/namespaces/$NAMESPACE/configmaps/b"

./api DELETE "/api/v1/namespaces/$NAMESPACE/configmaps/a" - <<< '{"preconditions":{"uid":"00000000-0000-0000-0000-000000000000"}}'

./api DELETE "/api/v1/namespaces/$NAMESPACE/configmaps/a" - <<< '{"preconditions":{"resourceVersion":"1"}}'

./api DELETE "/api/v1/namespaces/$NAMESPACE/configmaps/a?dryRun=All"

./api DELETE "/api/v1/namespaces/$NAMESPACE/configmaps/a?propagationPolicy=Sideways"

./api DELETE "/api/v1/namespaces/$NAMESPACE/configmaps/a?gracePeriodSeconds=soon"

./api DELETE "/api/v1/namespaces/$NAMESPACE/configmaps/a" - <<< '{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Foreground","orphanDependents":true}'

./api DELETE "/api/v1/namespaces/$NAMESPACE/configmaps/a" - <<< 'nonsense'

./api DELETE "/api/v1/namespaces/$NAMESPACE/configmaps/a"
