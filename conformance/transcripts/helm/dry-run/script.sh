# What would be installed, with and without a look at the cluster.
# kubectl: 1.32 1.34

mkdir -p seeing/templates && printf 'apiVersion: v2\nname: seeing\nversion: 1.0.0\n' > seeing/Chart.yaml && printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: seen}\ndata:\n  found: {{ (lookup "v1" "ConfigMap" .Release.Namespace "plain").data | toJson | quote }}\n  install: {{ .Release.IsInstall | quote }}\n  kube: {{ .Capabilities.KubeVersion.Major | quote }}\n  has: {{ .Capabilities.APIVersions.Has "apps/v1/Deployment" | quote }}\n  hasnot: {{ .Capabilities.APIVersions.Has "none.example/v1" | quote }}\n' > seeing/templates/config.yaml

kubectl create configmap plain --from-literal=a=1

helm install see seeing --dry-run=client

helm install see seeing --dry-run=server

helm template see seeing

helm template see seeing --dry-run=server

helm template see seeing --validate

helm install see seeing

kubectl get configmap seen -o jsonpath='{.data}'

helm upgrade see seeing --dry-run=server | grep -A8 '^MANIFEST'

helm install see seeing --dry-run=server

helm install bad chart --set replicas=many --dry-run=server

helm template bad chart --set replicas=many --validate

helm history see
