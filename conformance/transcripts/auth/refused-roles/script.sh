# Roles and bindings that are wrong.

kubectl apply -f rules.yaml

kubectl apply -f names.yaml

kubectl apply -f kinds.yaml

kubectl apply -f cluster.yaml

kubectl create role reader --verb=get --resource=pods

kubectl create rolebinding reader --role=reader --user=jane

kubectl patch rolebinding reader -p '{"roleRef":{"name":"other"}}'

kubectl patch rolebinding reader --type=merge -p '{"roleRef":{"kind":"ClusterRole","name":"view"}}'

kubectl get rolebinding reader -o yaml | sed 's/name: reader$/name: other/' | sed '0,/name: other/s//name: reader/' | kubectl replace -f -

kubectl patch rolebinding reader --type=merge -p '{"subjects":[{"kind":"User","name":""}]}'

kubectl patch rolebinding reader --type=merge -p '{"subjects":[{"kind":"Robot","name":"r2"},{"kind":"ServiceAccount","name":"Bob"},{"kind":"User","name":"x","apiGroup":"other"}]}'

kubectl patch role reader --type=merge -p '{"rules":[{"verbs":[]}]}'

kubectl patch role reader --type=merge -p '{"rules":[{"verbs":["get"],"nonResourceURLs":["/metrics"]}]}'

kubectl patch role reader --type=merge -p '{"rules":null}'

kubectl get role reader -o yaml

kubectl patch rolebinding reader --type=merge -p '{"subjects":null}'

kubectl get rolebinding reader -o wide
