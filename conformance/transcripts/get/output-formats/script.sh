# Every form of output of one and of several objects.
# kubectl: 1.32 1.34

for n in a b; do kubectl create configmap $n --from-literal=n=$n; kubectl label configmap $n tier=$n; done

kubectl get configmaps a b -o custom-columns=NAME:.metadata.name,TIER:.metadata.labels.tier,NONE:.spec.none

kubectl get configmaps a b -o custom-columns=NAME:metadata.name --no-headers

printf 'NAME DATA\nmetadata.name data.n\n' > columns; kubectl get configmaps a b -o custom-columns-file=columns

kubectl get configmaps a b -o jsonpath='{range .items[*]}{.metadata.name}={.data.n};{end}'

kubectl get configmaps a b -o jsonpath='{.items[?(@.data.n=="b")].metadata.name}'

kubectl get configmap a -o jsonpath='{.nothing}'

kubectl get configmap a -o jsonpath='{.nothing}' --allow-missing-template-keys=false

kubectl get configmap a -o jsonpath='{.data'

kubectl get configmap a -o jsonpath-as-json='{.data}'

kubectl get configmaps a b -o go-template='{{range .items}}{{.metadata.name}} {{end}}'

kubectl get configmap a -o go-template='{{.nothing}}'

echo '{{.data.n | printf "%s!"}}' > template; kubectl get configmap a -o go-template-file=template

kubectl get configmaps a b -o name

kubectl get configmaps a b -o json

kubectl get configmap a -o yaml --show-managed-fields

kubectl get configmaps a b --show-labels

kubectl get configmaps a b -L tier,none

kubectl get configmaps --sort-by='{.data.n}' -l tier

kubectl get configmaps -l tier --sort-by=.metadata.name -o name

kubectl get configmap a -o wide

kubectl get configmap a -o nonsense

kubectl get configmaps,secrets -l tier

kubectl get configmap/a secret/none

kubectl get configmap a none --ignore-not-found

kubectl get configmaps --chunk-size=1 -l tier -o name

kubectl get configmaps -l 'tier in (a,b),tier!=a' -o name

kubectl get configmaps --field-selector metadata.name!=a -o name

kubectl get configmaps --field-selector data.n=a

kubectl get configmaps a -l tier

kubectl get -f config.yaml

kubectl get all

kubectl get nothing

kubectl get configmaps a --output-watch-events
