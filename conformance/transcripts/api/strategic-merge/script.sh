# Strategic merge patches: keys, order, and their directives.
# kubectl: 1.34

kubectl apply -f one.yaml

kubectl scale deployment/web --replicas=0

s() { ./api PATCH "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web?dryRun=All" - -H 'Content-Type: application/strategic-merge-patch+json' <<< "{\"spec\":{\"template\":{\"spec\":$1}}}" | grep -o '^HTTP.*\|"message":.*\|"spec":{"\(volumes\|containers\).*"restart'; }; s '{"containers":[{"name":"side","image":"x"}]}'; s '{"containers":[{"name":"side","image":"x"}],"$setElementOrder/containers":[{"name":"app"},{"name":"side"}]}'; s '{"containers":[{"name":"app","$patch":"delete"},{"name":"side","image":"x"}]}'; s '{"containers":[{"name":"only","image":"x"},{"$patch":"replace"}]}'; s '{"containers":[{"image":"x"}]}'; s '{"containers":[{"name":"app","env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],"ports":[{"containerPort":8080},{"containerPort":9090}]}]}'; s '{"containers":[{"name":"app","$patch":"jump"}]}'; s '{"containers":null}'; s '{"$retainKeys":["containers"],"containers":[]}'; s '{"volumes":[{"name":"v","emptyDir":{}}]}'; s '{"volumes":[{"name":"v","emptyDir":{},"$retainKeys":["name"]}]}'; s '{"tolerations":[{"key":"a","operator":"Exists"}]}'; s '{"containers":[{"name":"app","args":["a","b"]}]}'; s '{"$setElementOrder/containers":[{"name":"side"}],"containers":[{"name":"app","image":"y"}]}'; s '[]'; s '{"containers":"x"}'

./api PATCH "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web?dryRun=All" - -H 'Content-Type: application/strategic-merge-patch+json' <<< '{"metadata":{"$deleteFromPrimitiveList/finalizers":["none"],"finalizers":["example.com/a"]},"spec":{"strategy":{"$patch":"replace","type":"Recreate"}}}' | grep -o '"strategy":{[^}]*}\|"finalizers":[^]]*.'

./api PATCH "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web?dryRun=All" - -H 'Content-Type: application/strategic-merge-patch+json' <<< '{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}' | grep -o '"strategy":{[^}]*}'

./api PATCH "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web?dryRun=All" - -H 'Content-Type: application/strategic-merge-patch+json' <<< '{"spec":{"strategy":{"type":"Recreate"}}}'

./api PATCH "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web" - -H 'Content-Type: application/strategic-merge-patch+json' <<< 'nonsense'

./api PATCH "/apis/apps/v1/namespaces/$NAMESPACE/deployments/web" - -H 'Content-Type: application/strategic-merge-patch+json' <<< '[]'
