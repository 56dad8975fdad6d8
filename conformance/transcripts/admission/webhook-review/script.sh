# What webhooks are asked: operations, subresources, options, who asks.
# kubectl: 1.32 1.34
# speed: 1

kubectl create configmap a --from-literal=x=1 && kubectl apply -f one.yaml && ./rolled-out web

./webhook Validating show /configmaps '"*"'

kubectl create configmap b

kubectl apply -f config.yaml

kubectl label configmap a x=y

kubectl patch configmap a --type=merge -p '{"data":{"x":"2"}}' --dry-run=server

kubectl apply --server-side -f config.yaml

kubectl delete configmap a

kubectl delete configmaps --all

kubectl create -f - <<'END' 2>&1 | sed 's/made-[a-z0-9]*/made-.../g'
apiVersion: v1
kind: ConfigMap
metadata: { generateName: made- }
END

./webhook Validating show apps/deployments/scale '"*"'

kubectl scale deployment web --replicas=2

kubectl patch deployment web -p '{"spec":{"replicas":2}}'

kubectl delete deployment web
