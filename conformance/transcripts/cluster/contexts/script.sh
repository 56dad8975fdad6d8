# Contexts of a kubeconfig.
# kubectl: 1.32 1.34
# core: yes

kubectl config current-context

kubectl config get-contexts

kubectl config get-contexts -o name

kubectl config use-context us

kubectl get configmaps -o name

kubectl config use-context nowhere

kubectl --context eu get configmaps -o name

kubectl config use-context eu

kubectl config view --minify -o jsonpath='{.contexts[0].context.namespace}'

kubectl config set-context --current --namespace=other

kubectl config view --minify -o jsonpath='{..namespace}'

kubectl config rename-context us west

kubectl config delete-context west

kubectl config get-contexts
