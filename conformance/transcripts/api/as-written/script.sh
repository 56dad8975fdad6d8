# What comes over the wire as it stands: the order of names, health by the check, forms that do not fit the object.
# kubectl: 1.32 1.34

kubectl apply -f app.yaml -f config.yaml > /dev/null; ./rolled-out web

kubectl get --raw /api/v1/namespaces/$NAMESPACE/configmaps/web-config?pretty=true

kubectl get --raw /apis/apps/v1/namespaces/$NAMESPACE/deployments/web | sed 's/,"managedFields":.*},"spec":/,"spec":/;s/"status":.*//'

kubectl get --raw /api/v1/namespaces/$NAMESPACE/services/web

kubectl create pdb web --selector=app=web --min-available=1; ./until True kubectl get pdb web -o jsonpath='{.status.conditions[0].status}'

kubectl get --raw /apis/policy/v1/namespaces/$NAMESPACE/poddisruptionbudgets | sed 's/,"managedFields":.*},"spec":/,"spec":/;s/,"status":.*//'

kubectl create job once --image=registry.test/shop/web:v1 -- true; kubectl wait job/once --for=condition=Complete --timeout=60s

kubectl get --raw /apis/batch/v1/namespaces/$NAMESPACE/jobs/once | sed 's/.*"spec"/"spec"/'

kubectl get --raw "/apis/events.k8s.io/v1/namespaces/$NAMESPACE/events?fieldSelector=reason=Completed,reportingController=job-controller" | sed 's/"once[.][0-9a-f]*"/"once.<id>"/'

for path in /livez/ping /readyz/etcd /readyz/nothing '/livez?verbose' '/readyz?verbose&exclude=etcd&exclude=nothing'; do kubectl get --raw "$path"; echo; done

kubectl get --raw / | grep -v example.com

./api GET /apis/apps/v1/namespaces/$NAMESPACE/deployments/web -H 'Accept: application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1'

./api GET /apis/apps/v1/namespaces/$NAMESPACE/deployments/web/scale -H 'Accept: application/json;as=Table;g=meta.k8s.io;v=v1' | sed 's/"[0-9]*m*[0-9]*s"\],/"<age>"],/'

for revision in -1 1; do ./api POST /apis/apps/v1/namespaces/$NAMESPACE/controllerrevisions - <<< '{"kind":"ControllerRevision","apiVersion":"apps/v1","metadata":{"name":"mine"},"revision":'$revision',"data":{"a":1}}'; done

./api POST /apis/apps/v1/namespaces/$NAMESPACE/controllerrevisions - <<< '{"kind":"ControllerRevision","apiVersion":"apps/v1","metadata":{"name":"none"},"revision":1}'

./api PATCH /apis/apps/v1/namespaces/$NAMESPACE/controllerrevisions/mine - -H 'Content-Type: application/merge-patch+json' <<< '{"data":{"a":2},"revision":2}'

kubectl patch service web -p '{"spec":{"clusterIP":"None"}}'
