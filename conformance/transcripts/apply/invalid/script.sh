# Manifests that a server refuses, with its words.
# kubectl: 1.32 1.34
# core: yes

kubectl apply -f no-containers.yaml

kubectl apply -f mismatch.yaml

kubectl apply -f bad-name.yaml

kubectl apply -f unknown-field.yaml

kubectl apply -f unknown-field.yaml --validate=warn

kubectl apply -f unknown-kind.yaml

kubectl apply -f wrong-type.yaml

kubectl apply -f broken.yaml

kubectl apply -f no-name.yaml

kubectl apply -f bad-port.yaml

kubectl apply -f bad-config.yaml

kubectl apply -f other-namespace.yaml -n default --dry-run=server
