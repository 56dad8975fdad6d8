# Events of a rollout, as tables and by object.

kubectl apply -f one.yaml

./rolled-out web

kubectl get events --field-selector involvedObject.kind=Deployment -o custom-columns=TYPE:.type,REASON:.reason,KIND:.involvedObject.kind,NAME:.involvedObject.name,FROM:.source.component,REPORTER:.reportingComponent

kubectl get events --field-selector involvedObject.kind=Pod --sort-by=.metadata.name -o custom-columns=TYPE:.type,REASON:.reason,FROM:.source.component,REPORTER:.reportingComponent,ACTION:.action --no-headers | sort

kubectl events --for deployment/web

kubectl get events --field-selector reason=ScalingReplicaSet

kubectl events --types=Warning
