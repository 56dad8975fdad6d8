# Status is written through its own door.
# kubectl: 1.32 1.34

kubectl apply -f one.yaml

./rolled-out web

kubectl patch deployment web --subresource=status --type=merge -p '{"status":{"replicas":9}}' -o jsonpath='{.status.replicas}'

./until "^1$" kubectl get deployment web -o jsonpath='{.status.replicas}'

kubectl patch deployment web --type=merge -p '{"status":{"replicas":9}}'

kubectl patch deployment web --subresource=status --type=merge -p '{"spec":{"replicas":9}}' -o jsonpath='{.spec.replicas}'

kubectl get deployment web --subresource=status -o jsonpath='{.metadata.name}'

kubectl patch configmap kube-root-ca.crt --subresource=status --type=merge -p "{}"

kubectl patch deployment web --subresource=nothing --type=merge -p "{}"
