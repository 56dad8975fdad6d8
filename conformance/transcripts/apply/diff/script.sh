# What would change.

kubectl apply -f config.yaml

KUBECTL_EXTERNAL_DIFF="diff -U0" kubectl diff -f changed.yaml | grep -v '^[-+][-+][-+]' 

kubectl diff -f config.yaml
