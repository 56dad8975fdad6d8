# Patches of each kind, and what is wrong with them.
# kubectl: 1.34

./api POST "/api/v1/namespaces/$NAMESPACE/configmaps" - <<< '{"metadata":{"name":"a"},"data":{"x":"1","y":"2"}}' | head -1

j() { ./api PATCH "/api/v1/namespaces/$NAMESPACE/configmaps/a" - -H 'Content-Type: application/json-patch+json' <<< "$1"; }; j '[{"op":"test","path":"/data/x","value":"1"},{"op":"replace","path":"/data/x","value":"9"}]'; j '[{"op":"test","path":"/data/x","value":"1"}]'; j '[{"op":"remove","path":"/data/none"}]'; j '[{"op":"replace","path":"/data/none","value":"1"}]'; j '[{"op":"add","path":"/none/x","value":"1"}]'; j '[{"op":"jump","path":"/data/x"}]'; j '[{"op":"move","from":"/data/x","path":"/data/z"},{"op":"copy","from":"/data/z","path":"/data/x"}]'; j '{"op":"add"}'; j 'nonsense'; j '[{"op":"replace","path":"/metadata/name","value":"b"}]'; j '[]'

m() { ./api PATCH "/api/v1/namespaces/$NAMESPACE/configmaps/a" - -H 'Content-Type: application/merge-patch+json' <<< "$1"; }; m '{"data":{"x":null,"new":"1"}}'; m '{"data":null}'; m '[]'; m '"text"'; m 'nonsense'; m '{"metadata":{"resourceVersion":"1"}}'; m '{"kind":"Secret"}'; m '{"data":{"x":1}}'; m '{"metadata":{"uid":"00000000-0000-0000-0000-000000000000"}}'

./api PATCH "/api/v1/namespaces/$NAMESPACE/configmaps/none" - -H 'Content-Type: application/merge-patch+json' <<< '{}'

p() { ./api PATCH "/api/v1/namespaces/$NAMESPACE/configmaps/$1" - -H 'Content-Type: application/apply-patch+yaml' <<< "$2"; }; p 'a' '{}'; p 'a?fieldManager=me' '{}'; p 'a?fieldManager=me' '{"apiVersion":"v1","kind":"ConfigMap"}'; p 'a?fieldManager=me' '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"}}'; p 'a?fieldManager=me' '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}}'; p 'new?fieldManager=me' '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"new"},"data":{"x":"1"}}'; p 'new?fieldManager=you' '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"new"},"data":{"x":"2"}}'; p 'new?fieldManager=you&force=true' '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"new"},"data":{"x":"2"}}'; p 'new?fieldManager=you' '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"new","managedFields":[]}}'; p 'new?fieldManager=you' '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"new","uid":"00000000-0000-0000-0000-000000000000"}}'; p 'new?fieldManager=you&dryRun=All' '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"new"}}'

./api PATCH "/api/v1/namespaces/$NAMESPACE/configmaps/a?force=true" - -H 'Content-Type: application/merge-patch+json' <<< '{}'
