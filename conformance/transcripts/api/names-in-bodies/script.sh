# Evictions and bindings say in their bodies, too, which pod they are about.
# kubectl: 1.34

pod="/api/v1/namespaces/$NAMESPACE/pods/none"; eviction='{"apiVersion":"policy/v1","kind":"Eviction"'; ./api POST "$pod/eviction" - <<< "$eviction}"; ./api POST "$pod/eviction" - <<< "$eviction,\"metadata\":{\"name\":\"other\"}}"; ./api POST "$pod/eviction" - <<< "$eviction,\"metadata\":{\"name\":\"none\",\"namespace\":\"other\"}}"; ./api POST "$pod/eviction" - <<< "$eviction,\"metadata\":{\"name\":\"none\"}}"

pod="/api/v1/namespaces/$NAMESPACE/pods/none"; binding='{"apiVersion":"v1","kind":"Binding","target":{"kind":"Node","name":"x"}'; ./api POST "$pod/binding" - <<< "$binding}"; ./api POST "$pod/binding" - <<< "$binding,\"metadata\":{\"name\":\"other\"}}"; ./api POST "$pod/binding" - <<< "$binding,\"metadata\":{\"name\":\"none\",\"namespace\":\"other\"}}"; ./api POST "$pod/binding" - <<< "$binding,\"metadata\":{\"name\":\"none\"}}"

./api POST "/api/v1/namespaces/$NAMESPACE/bindings" - <<< '{"apiVersion":"v1","kind":"Binding","target":{"kind":"Node","name":"x"},"metadata":{"name":"other"}}'
