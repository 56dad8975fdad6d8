# Descriptions of ConfigMap, Secret and Namespace.

kubectl apply -f config.yaml

kubectl describe configmap web-config

kubectl describe secret web-secret

kubectl describe namespace $NAMESPACE
