# Helm with an account that may not enough, then enough.
# kubectl: 1.32 1.34

kubectl create serviceaccount deployer

kubectl create token deployer >token

server=$(kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}'); echo 'h() { helm --kubeconfig=/dev/null --kube-insecure-skip-tls-verify --kube-apiserver='$server' --kube-token="$(cat token)" --namespace='$NAMESPACE' "$@"; }' >h

. ./h; h list

. ./h; h install shop chart

kubectl create rolebinding secrets --clusterrole=edit --serviceaccount=$NAMESPACE:deployer

. ./h; h list

helm list --kube-as-user=jane

helm install shop chart --kube-as-user=jane

helm status shop --kube-as-user=jane --kube-as-group=devs
