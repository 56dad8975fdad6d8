# Built-in kinds explained.
# kubectl: 1.32 1.34

kubectl explain deployments

kubectl explain pod.spec.containers.livenessProbe.httpGet

kubectl explain cronjob.spec --recursive | head -40

kubectl explain statefulset.spec.updateStrategy.rollingUpdate.partition

kubectl explain hpa --api-version=autoscaling/v1

kubectl explain hpa.spec.behavior

kubectl explain events.events.k8s.io | head -20

kubectl explain deploy --api-version=apps/v9

kubectl explain nothing

kubectl explain pod.spec.nothing

kubectl explain

kubectl explain svc --output=plaintext-openapiv2

kubectl explain crd.spec.names

kubectl explain pod.metadata.ownerReferences

kubectl explain secret.stringData --output=nonsense
