# Versions and resources.
# kubectl: 1.32 1.34
# core: yes

kubectl version -o json | jq "[.serverVersion.major, .serverVersion.minor, .serverVersion.gitVersion, .serverVersion.platform]" -c

kubectl version | sed -n "s/^Server.*: //p"

kubectl api-resources --api-group=apps

kubectl api-resources --api-group="" --namespaced=true -o wide

kubectl api-resources --namespaced=false --api-group="" -o name

kubectl api-resources --verbs=nonsense

kubectl api-versions | grep -E "^(v1|apps|batch|autoscaling|policy|discovery|networking)"

kubectl get --raw /healthz

kubectl get --raw /readyz

kubectl get --raw /livez

kubectl get --raw /version | jq -c "[.major, .minor, .gitVersion, .compiler, .platform]"

kubectl get --raw / | jq -c ".paths | map(select(startswith(\"/apis/apps\")))"

kubectl cluster-info
