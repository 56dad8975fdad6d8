# What tables say of their columns, for the kinds that releases are made of.
# kubectl: 1.34

table='Accept: application/json;as=Table;g=meta.k8s.io;v=v1'; for kind in configmaps endpoints events limitranges persistentvolumeclaims pods resourcequotas secrets serviceaccounts services replicationcontrollers; do ./api GET "/api/v1/namespaces/$NAMESPACE/$kind?fieldSelector=metadata.name%3Dnone" -H "$table"; done

table='Accept: application/json;as=Table;g=meta.k8s.io;v=v1'; for kind in apps/v1/deployments apps/v1/replicasets apps/v1/statefulsets apps/v1/daemonsets apps/v1/controllerrevisions batch/v1/jobs batch/v1/cronjobs autoscaling/v2/horizontalpodautoscalers policy/v1/poddisruptionbudgets networking.k8s.io/v1/ingresses networking.k8s.io/v1/networkpolicies discovery.k8s.io/v1/endpointslices rbac.authorization.k8s.io/v1/roles rbac.authorization.k8s.io/v1/rolebindings coordination.k8s.io/v1/leases; do ./api GET "/apis/${kind%/*}/namespaces/$NAMESPACE/${kind##*/}?fieldSelector=metadata.name%3Dnone" -H "$table"; done

table='Accept: application/json;as=Table;g=meta.k8s.io;v=v1'; for path in api/v1/nodes api/v1/namespaces api/v1/persistentvolumes apis/storage.k8s.io/v1/storageclasses apis/scheduling.k8s.io/v1/priorityclasses apis/rbac.authorization.k8s.io/v1/clusterroles apis/rbac.authorization.k8s.io/v1/clusterrolebindings apis/apiextensions.k8s.io/v1/customresourcedefinitions; do ./api GET "/$path?fieldSelector=metadata.name%3Dnone" -H "$table"; done
