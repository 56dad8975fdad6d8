# Pods that may too much, leave their volumes, sleep too long or want what does not exist
# kubectl: 1.32 1.34

kubectl run one --image=registry.test/shop/web:v1 --dry-run=server --overrides='{"spec":{"securityContext":{"runAsUser":-1,"fsGroup":3000000000}}}'

kubectl run one --image=registry.test/shop/web:v1 --dry-run=server --overrides='{"spec":{"containers":[{"name":"one","image":"a","securityContext":{"privileged":true,"allowPrivilegeEscalation":false}}]}}'

kubectl run one --image=registry.test/shop/web:v1 --dry-run=server --overrides='{"spec":{"volumes":[{"name":"v","emptyDir":{}}],"containers":[{"name":"one","image":"a","volumeMounts":[{"name":"v","mountPath":"/x","subPath":"../y"}]}]}}'

kubectl run one --image=registry.test/shop/web:v1 --dry-run=server --overrides='{"spec":{"volumes":[{"name":"v","configMap":{"name":""}}],"containers":[{"name":"one","image":"a","volumeMounts":[{"name":"v","mountPath":"/x"}]}]}}'

kubectl run one --image=registry.test/shop/web:v1 --dry-run=server --overrides='{"spec":{"containers":[{"name":"one","image":"a","lifecycle":{"preStop":{"sleep":{"seconds":60}}}}]}}'

kubectl run one --image=registry.test/shop/web:v1 --dry-run=server --overrides='{"spec":{"containers":[{"name":"one","image":"a","terminationMessagePolicy":"Bad","imagePullPolicy":"Bad","livenessProbe":{"httpGet":{"port":0}},"readinessProbe":{"exec":{},"terminationGracePeriodSeconds":5}}]}}'

kubectl run one --image=registry.test/shop/web:v1 --dry-run=server --overrides='{"spec":{"hostAliases":[{"ip":"1.2.3","hostnames":["A_b"]}]}}'

kubectl run one --image=registry.test/shop/web:v1 --dry-run=server --overrides='{"spec":{"dnsPolicy":"None"}}'

kubectl run one --image=registry.test/shop/web:v1 --dry-run=server --overrides='{"spec":{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[]}}}}}'

kubectl run one --image=registry.test/shop/web:v1 --dry-run=server --overrides='{"spec":{"topologySpreadConstraints":[{"maxSkew":0,"topologyKey":"","whenUnsatisfiable":"Bad"}]}}'

kubectl run one --image=registry.test/shop/web:v1 --dry-run=server --overrides='{"spec":{"containers":[{"name":"one","image":"a","resources":{"requests":{"memory":"100m"}}}]}}'

kubectl run one --image=registry.test/shop/web:v1 --dry-run=server --overrides='{"spec":{"containers":[{"name":"one","image":"a","resources":{"requests":{"example.com/gpu":"1"}}}]}}'

kubectl run one --image=registry.test/shop/web:v1 --dry-run=server --overrides='{"spec":{"containers":[{"name":"one","image":"a","env":[{"name":"n","valueFrom":{"fieldRef":{"fieldPath":"spec.bad"}}}]}]}}'

kubectl run one --image=registry.test/shop/web:v1 --dry-run=server --overrides='{"spec":{"os":{"name":"windows"},"hostPID":true}}'
