# Ways to change an object of a custom kind.
# kubectl: 1.34

./defined widgets.yaml quilt

./widget a 'spec: { size: 3, tags: [x], free: { a: 1, b: { c: 2 } } }' | kubectl create -f -

kubectl patch quilt a -p '{"spec":{"size":4}}'

kubectl patch quilt a --type=strategic -p '{"spec":{"size":4}}'

kubectl patch quilt a --type=merge -p '{"spec":{"size":4,"free":{"a":null,"d":[1]}}}'

kubectl get quilt a -o jsonpath='{.spec.free}{"\n"}'

kubectl patch quilt a --type=json -p '[{"op":"add","path":"/spec/tags/-","value":"y"},{"op":"test","path":"/spec/size","value":4}]'

kubectl patch quilt a --type=json -p '[{"op":"test","path":"/spec/size","value":5}]'

kubectl patch quilt a --type=merge -p '{"spec":{"size":4}}'

kubectl patch quilt a --type=merge -p '{"spec":{"unknown":4}}'

kubectl patch quilt a --type=merge -p '{"spec":{"size":"x"}}'

kubectl patch quilt a --type=merge -p '{"metadata":{"labels":{"a":"b"}}}'

./api PATCH "/apis/$NAMESPACE.example.com/v1/namespaces/$NAMESPACE/quilts/a" - -H 'Content-Type: application/strategic-merge-patch+json' <<< '{}'

kubectl get quilt a -o jsonpath='{.metadata.generation}{"\n"}'

kubectl get quilt a -o yaml | sed 's/size: 4/size: 6/' | kubectl replace -f -

./widget a 'spec: { size: 7 }' | sed 's/name: a/name: a, resourceVersion: "1"/' | kubectl replace -f -

./widget zz 'spec: { size: 7 }' | kubectl replace -f -

kubectl annotate quilt a note=hello

kubectl edit quilt zz
