# One object in many forms: tables, metadata alone, YAML, protobuf, and forms that there are not.
# kubectl: 1.34

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - -H 'Content-Type: application/yaml' <<< "$(printf 'metadata:\n  name: a\ndata:\n  x: one\n')"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a" -H 'Accept: application/yaml'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a" -H 'Accept: application/json;as=Table;g=meta.k8s.io;v=v1' | sed 's/"cells":\["a",1,"[^"]*"/"cells":["a",1,"x"/'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a?includeObject=None" -H 'Accept: application/json;as=Table;g=meta.k8s.io;v=v1' | sed 's/"cells":\["a",1,"[^"]*"/"cells":["a",1,"x"/'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a?includeObject=Object" -H 'Accept: application/json;as=Table;g=meta.k8s.io;v=v1' | sed 's/"cells":\["a",1,"[^"]*"/"cells":["a",1,"x"/'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a?includeObject=Half" -H 'Accept: application/json;as=Table;g=meta.k8s.io;v=v1' | sed 's/"cells":\["a",1,"[^"]*"/"cells":["a",1,"x"/'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a" -H 'Accept: application/json;as=Table;g=meta.k8s.io;v=v1beta1' | sed 's/"cells":\["a",1,"[^"]*"/"cells":["a",1,"x"/'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a" -H 'Accept: application/json;as=Table;g=meta.k8s.io;v=v2' | sed 's/"cells":\["a",1,"[^"]*"/"cells":["a",1,"x"/'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a" -H 'Accept: application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?fieldSelector=metadata.name%3Da" -H 'Accept: application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps" -H 'Accept: application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a" -H 'Accept: text/html'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a" -H 'Accept: text/html, */*' | head -1

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a" -H 'Accept:' | head -1

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a" -H 'Accept: application/json;q=0.1, application/yaml' | head -1

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/missing" -H 'Accept: application/yaml'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/missing" -H 'Accept: application/json;as=Table;g=meta.k8s.io;v=v1' | sed 's/"cells":\["a",1,"[^"]*"/"cells":["a",1,"x"/'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - -H 'Content-Type: text/plain' <<< 'hello'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - -H 'Content-Type: application/vnd.kubernetes.protobuf' <<< 'hello'

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - -H 'Content-Type:' <<< '{"metadata":{"name":"untold"}}'

./api PATCH "/api/v1/namespaces/$NAMESPACE/configmaps/a" - <<< '{}'

./api PATCH "/api/v1/namespaces/$NAMESPACE/configmaps/a" - -H 'Content-Type: application/json' <<< '{}'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?pretty=1&fieldSelector=metadata.name%3Dnone"
