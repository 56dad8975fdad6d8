# A base and an overlay: patches, names, labels, generated configuration; applied, changed, diffed, removed.
# kubectl: 1.32 1.34

mkdir -p base overlay && cp one.yaml base/ && printf 'resources: [one.yaml]\nlabels: [{pairs: {team: shop}, includeSelectors: true}]\n' > base/kustomization.yaml

printf 'resources: [../base]\nnamePrefix: eu-\nimages: [{name: registry.test/shop/web, newTag: v2}]\nreplicas: [{name: web, count: 2}]\nconfigMapGenerator: [{name: settings, literals: [greeting=hello]}]\npatches: [{patch: "- {op: add, path: /metadata/annotations, value: {note: patched}}", target: {kind: Deployment}}]\n' > overlay/kustomization.yaml

kubectl kustomize overlay

kubectl apply -k overlay

./rolled-out eu-web

sed -i 's/greeting=hello/greeting=hi/' overlay/kustomization.yaml

kubectl diff -k overlay

kubectl apply -k overlay

kubectl get -k overlay

kubectl get configmaps -o name

kubectl kustomize nowhere

printf 'resources: [missing.yaml]\n' > base/kustomization.yaml; kubectl apply -k overlay

kubectl delete deployment eu-web
