# One object as YAML, JSON, names, jsonpath, go-template and custom columns.
# kubectl: 1.32 1.34

kubectl apply -f config.yaml

kubectl get configmap web-config -o yaml

kubectl get configmap web-config -o json

kubectl get configmap,secret -l app=web -o name

kubectl get configmap web-config -o jsonpath='{.data.greeting}{"\n"}'

kubectl get configmap web-config -o jsonpath="{.data['file\.conf']}"

kubectl get configmap web-config -o go-template='{{range $k, $v := .data}}{{$k}}{{"\n"}}{{end}}'

kubectl get secret web-secret -o jsonpath='{.data.password}' | base64 -d

kubectl get configmap web-config -o custom-columns=NAME:.metadata.name,GREETING:.data.greeting,NONE:.data.none

kubectl get -f config.yaml

kubectl get configmap web-config -o yaml --show-managed-fields
