# kubectl on subresources: status and scale, read and written.
# kubectl: 1.32 1.34

kubectl apply -f one.yaml

./rolled-out web

kubectl get deployment web --subresource=scale

kubectl get deployment web --subresource=scale -o yaml

kubectl get deployment web --subresource=status -o jsonpath='{.status.replicas}'

kubectl patch deployment web --subresource=scale --type=merge -p '{"spec":{"replicas":2}}'

./until '^2$' kubectl get deployment web -o jsonpath='{.status.readyReplicas}'

kubectl get deployment web --subresource=scale -o jsonpath='{.spec.replicas} {.status}'

kubectl patch deployment web --subresource=status --type=merge -p '{"status":{"collisionCount":1}}'

kubectl patch deployment web --subresource=nothing -p '{}'

kubectl get configmap kube-root-ca.crt --subresource=status

kubectl get deployments --subresource=scale

kubectl patch deployment web --subresource=scale -p '{"spec":{"replicas":1}}'

kubectl patch deployment web --subresource=scale --type=json -p '[{"op":"replace","path":"/spec/replicas","value":1}]'

kubectl get deployment web -o jsonpath='{.spec.replicas}'
