# Fields that nobody knows and fields told twice: refused, warned of, or ignored.
# kubectl: 1.34

for mode in Strict Warn Ignore; do ./api POST "/api/v1/namespaces/$NAMESPACE/configmaps?fieldValidation=$mode&dryRun=All" - <<< '{"metadata":{"name":"a","lables":{}},"data":{"x":"1","x":"2"},"more":true}'; done

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps?dryRun=All" - <<< '{"metadata":{"name":"a"},"more":true}'

for mode in Strict Warn; do ./api POST "/api/v1/namespaces/$NAMESPACE/configmaps?fieldValidation=$mode&dryRun=All" - -H 'Content-Type: application/yaml' <<< "$(printf 'metadata:\n  name: a\n  name: b\ndata: {x: "1"}\nmore: 1\n')"; done

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"metadata":{"name":"a"}}' | head -1

for mode in Strict Warn Ignore; do ./api PATCH "/api/v1/namespaces/$NAMESPACE/configmaps/a?fieldValidation=$mode" - -H 'Content-Type: application/merge-patch+json' <<< '{"metadata":{"lables":{"a":"b"}},"more":true,"data":{"x":"1","x":"2"}}'; done

for mode in Strict Warn; do ./api PATCH "/api/v1/namespaces/$NAMESPACE/configmaps/a?fieldValidation=$mode" - -H 'Content-Type: application/strategic-merge-patch+json' <<< '{"metadata":{"lables":{"a":"b"}},"more":true}'; done

for mode in Strict Warn; do ./api PATCH "/api/v1/namespaces/$NAMESPACE/configmaps/a?fieldValidation=$mode" - -H 'Content-Type: application/json-patch+json' <<< '[{"op":"add","path":"/more","value":1}]'; done

for mode in Strict Warn; do ./api PATCH "/api/v1/namespaces/$NAMESPACE/configmaps/a?fieldManager=me&fieldValidation=$mode" - -H 'Content-Type: application/apply-patch+yaml' <<< '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"more":1}'; done

./api PUT "/api/v1/namespaces/$NAMESPACE/configmaps/a?fieldValidation=Strict" - <<< '{"metadata":{"name":"a"},"More":{},"Data":{"x":"1"}}'
