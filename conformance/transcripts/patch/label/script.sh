# Labels: new, changed, removed, not valid.
# kubectl: 1.32 1.34

kubectl create configmap c

kubectl label configmap c tier=front

kubectl label configmap c tier=back

kubectl label configmap c tier=back --overwrite

kubectl label configmap c tier-

kubectl label configmap c tier-

kubectl label configmap c "tier=not valid"

kubectl label configmap c -l a=b x=y

kubectl label configmap c a=1 a-

kubectl label configmap c --list

kubectl label configmap nobody a=1

kubectl label namespace $NAMESPACE team=shop

kubectl get namespace $NAMESPACE --show-labels --no-headers
