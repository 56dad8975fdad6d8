# A namespace that asks for pod security: what it refuses, what it warns of, and a rollback that it does not let through.
# kubectl: 1.32 1.34

kubectl label namespace "$NAMESPACE" pod-security.kubernetes.io/enforce=bogus

kubectl label namespace "$NAMESPACE" pod-security.kubernetes.io/enforce=restricted pod-security.kubernetes.io/warn=restricted

kubectl run plain --image=registry.test/shop/web:v1

kubectl apply -f one.yaml

./until "violates PodSecurity" kubectl describe replicasets

kubectl apply -f renouncing.yaml

./rolled-out web

kubectl rollout undo deployment/web

./until "ReplicaFailure" kubectl get deployment web -o jsonpath='{.status.conditions[*].type}'

kubectl get deployment web -o jsonpath='{.status.conditions[?(@.type=="ReplicaFailure")].message}{"\n"}'

kubectl delete deployment web

kubectl label namespace "$NAMESPACE" pod-security.kubernetes.io/enforce=baseline pod-security.kubernetes.io/warn- --overwrite

kubectl run privileged --image=registry.test/shop/web:v1 --privileged

kubectl run plain --image=registry.test/shop/web:v1

kubectl wait pod/plain --for=condition=Ready --timeout=60s

kubectl label namespace "$NAMESPACE" pod-security.kubernetes.io/enforce=restricted pod-security.kubernetes.io/enforce-version=v1.30 --overwrite
