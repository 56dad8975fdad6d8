# Label and field selectors, valid and not.
# kubectl: 1.34

for n in a b c; do kubectl create configmap $n; done; kubectl label configmap a tier=web v=1; kubectl label configmap b tier=db

for s in tier%3Dweb tier%3D%3Dweb tier!%3Dweb tier '!tier' 'tier%20in%20(web,db)' 'tier%20notin%20(web)' 'v%3E0' 'v%3C1' 'tier%3D' 'tier,v' 'tier%20in%20()'; do echo "$s"; ./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?labelSelector=$s" | grep -o '"name":"[^"]*"'; done

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?labelSelector=tier%20in%20web"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?labelSelector=%3D"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?labelSelector=-x%3D1"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?labelSelector=x%3D-1"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?labelSelector=v%3Eone"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?labelSelector=a,,b"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?fieldSelector=metadata.name%3Da" | grep -o '"name":"[^"]*"'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?fieldSelector=metadata.name!%3Da" | grep -o '"name":"[^"]*"'

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?fieldSelector=data.x%3Da"

./api GET "/api/v1/namespaces/$NAMESPACE/configmaps?fieldSelector=nonsense"

./api GET "/api/v1/namespaces/$NAMESPACE/pods?fieldSelector=status.phase%3DRunning,spec.nodeName!%3Dx"

./api GET "/api/v1/namespaces/$NAMESPACE/pods?fieldSelector=spec.containers%3Dx"

./api GET "/api/v1/namespaces/$NAMESPACE/secrets?fieldSelector=type%3DOpaque"

./api GET "/api/v1/namespaces/$NAMESPACE/services?fieldSelector=spec.type%3DClusterIP"

./api GET "/api/v1/namespaces/$NAMESPACE/events?fieldSelector=reason%3DStarted,involvedObject.kind%3DPod,type%3DNormal,reportingComponent%3Dkubelet" | cut -c1-60

./api GET "/api/v1/namespaces/$NAMESPACE/events?fieldSelector=message%3Dx"

./api GET "/apis/apps/v1/namespaces/$NAMESPACE/deployments?fieldSelector=status.replicas%3D1"

./api GET "/apis/apps/v1/namespaces/$NAMESPACE/replicasets?fieldSelector=status.replicas%3D1"

./api GET "/api/v1/nodes?fieldSelector=spec.unschedulable%3Dtrue" | cut -c1-60

./api GET "/api/v1/namespaces?fieldSelector=status.phase%3DGone" | cut -c1-60

./api GET "/apis/batch/v1/namespaces/$NAMESPACE/jobs?fieldSelector=status.successful%3D1"
