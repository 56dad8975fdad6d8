# Lists in pages, at versions, and what is refused.
# kubectl: 1.34

for n in a b c d e; do kubectl create configmap $n --from-literal=n=$n; done

kubectl label configmap b d e half=second

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?limit=2" | grep -o '"remainingItemCount":[0-9]*\|"name":"[^"]*"'

token=$(kubectl get --raw "/api/v1/namespaces/$NAMESPACE/configmaps?limit=2" | grep -o '"continue":"[^"]*"' | cut -d'"' -f4); kubectl create configmap bb; ./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?limit=2&continue=$token" | grep -o '"remainingItemCount":[0-9]*\|"name":"[^"]*"\|HTTP.*'

token=$(kubectl get --raw "/api/v1/namespaces/$NAMESPACE/configmaps?limit=2" | grep -o '"continue":"[^"]*"' | cut -d'"' -f4); ./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?continue=$token&resourceVersion=1"

token=$(kubectl get --raw "/api/v1/namespaces/$NAMESPACE/configmaps?limit=1" | grep -o '"continue":"[^"]*"' | cut -d'"' -f4); ./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?continue=$token&resourceVersion=0" | cut -c1-150

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?labelSelector=half%3Dsecond&limit=1" | grep -o '"remainingItemCount":[0-9]*\|"name":"[^"]*"\|continue'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?limit=-1" | cut -c1-300

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?limit=many"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?continue=nonsense"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?resourceVersion=nonsense"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?resourceVersion=-1"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?resourceVersion=99999999999"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?resourceVersionMatch=Exact"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?resourceVersionMatch=Sometimes&resourceVersion=1"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?resourceVersionMatch=Exact&resourceVersion=0"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?resourceVersionMatch=NotOlderThan&resourceVersion=0&limit=2" | grep -o '"remainingItemCount":[0-9]*\|"name":"[^"]*"\|HTTP.*'

rv=$(kubectl get configmap a -o jsonpath='{.metadata.resourceVersion}'); ./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?resourceVersionMatch=Exact&resourceVersion=$rv" | grep -o '"name":"[^"]*"\|HTTP.*'

rv=$(kubectl get configmap c -o jsonpath='{.metadata.resourceVersion}'); ./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?resourceVersionMatch=Exact&resourceVersion=$rv&limit=1" | grep -o '"remainingItemCount":[0-9]*\|"name":"[^"]*"\|HTTP.*'

rv=$(kubectl get configmap b -o jsonpath='{.metadata.resourceVersion}'); ./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?resourceVersionMatch=NotOlderThan&resourceVersion=$rv" | grep -o '"name":"[^"]*"\|HTTP.*'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a?resourceVersion=99999999999"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps/a?resourceVersion=0" | head -1
