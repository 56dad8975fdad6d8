# Manifests as people write them: several documents, one of them bad, empty ones, lists, standard input, odd YAML.
# kubectl: 1.32 1.34

printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: B_b}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n' > three.yaml; kubectl apply -f three.yaml

printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n: : bad\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n' | kubectl apply -f -

printf -- '---\n# nothing\n---\n\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n' | kubectl apply -f -

printf '' | kubectl apply -f -

printf 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: d}\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: e}\n' | kubectl apply -f -

printf 'kind: ConfigMap\nmetadata: {name: a}\n' | kubectl apply -f -

printf 'apiVersion: v1\nmetadata: {name: a}\n' | kubectl apply -f -

printf 'apiVersion: v9\nkind: ConfigMap\nmetadata: {name: a}\n' | kubectl apply -f -

printf 'apiVersion: v1\nkind: Unknown\nmetadata: {name: a}\n' | kubectl apply -f -

printf 'apiVersion: v1\nkind: ConfigMap\n' | kubectl apply -f -

printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {n: 1}\n' | kubectl apply -f -

printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  date: "2020-01-01"\n  on: "off"\n  octal: "0777"\n  long: >-\n    one\n    two\n  kept: |+\n    line\n\n' | kubectl apply -f -

kubectl get configmap a -o yaml | grep -A12 '^data'

printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: &d {x: "1"}\nbinaryData: {b: AAE=, c: "%%%%"}\n' | kubectl apply -f -

printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: "1", x: "2"}\nmore: true\n' | kubectl apply -f -

printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, lables: {x: y}}\n' | kubectl apply --validate=warn -f -

printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, lables: {x: y}}\n' | kubectl apply --validate=ignore -f -

printf '\tapiVersion: v1\n' | kubectl apply -f -

kubectl apply -f missing.yaml

mkdir -p deep/er && cp config.yaml deep/er && kubectl apply -f deep

kubectl apply -R -f deep

kubectl apply -f config.yaml -n elsewhere

kubectl apply -f config.yaml -f one.yaml --dry-run=client -o name
