# Who may do what.

kubectl auth can-i delete pods

kubectl auth can-i --list | head -1

kubectl auth can-i get pods --as=somebody

kubectl get pods --as=somebody

kubectl --token=wrong --server=$(kubectl config view --minify -o jsonpath="{.clusters[0].cluster.server}") --insecure-skip-tls-verify --kubeconfig=/dev/null get pods
