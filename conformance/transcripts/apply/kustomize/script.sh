# A kustomization with a generated ConfigMap.

kubectl apply -k .

kubectl get configmaps -o name

kubectl kustomize .
