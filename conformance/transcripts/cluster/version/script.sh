# Versions and resources.
# kubectl: 1.32 1.34

kubectl version -o yaml | sed -n "/^serverVersion/,$ p" | grep -E "major|minor|gitVersion|platform|serverVersion"

kubectl version | sed -n "s/^Server.*: //p"

kubectl api-resources --api-group=apps

kubectl api-resources --api-group="" --namespaced=true -o wide

kubectl api-resources --namespaced=false --api-group="" -o name

kubectl api-resources --verbs=nonsense

kubectl api-versions | grep -E "^(v1|apps|batch|autoscaling|policy|discovery|networking)"

kubectl get --raw /healthz

kubectl get --raw /readyz

kubectl get --raw /livez

kubectl get --raw /version | grep -E "major|minor|gitVersion|compiler|platform"

kubectl get --raw / | grep "/apis/apps"

kubectl cluster-info
