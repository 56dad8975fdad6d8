# Tokens that end with the object for which they are.

kubectl create serviceaccount bob

kubectl create secret generic ticket

kubectl create token bob --bound-object-kind=Secret --bound-object-name=ticket >by-secret

cut -d. -f2 by-secret | tr '_-' '/+' | base64 -d 2>/dev/null | sed -E 's/:[0-9]{10}\b/:<seconds>/g'

./with-token by-secret auth whoami

kubectl run shop --image=registry.test/shop/web:v1 --overrides='{"spec":{"serviceAccountName":"bob"}}'

kubectl wait --for=condition=Ready pod/shop

kubectl create token bob --bound-object-kind=Pod --bound-object-name=shop >by-pod

kubectl create token default --bound-object-kind=Pod --bound-object-name=shop

kubectl create token bob --bound-object-kind=Pod --bound-object-name=shop --bound-object-uid=17

./with-token by-pod auth whoami

kubectl create token bob --bound-object-kind=Node --bound-object-name=$(kubectl get pod shop -o jsonpath='{.spec.nodeName}') >by-node

./with-token by-node auth whoami

kubectl create token bob --bound-object-kind=Node --bound-object-name=nothing

kubectl delete secret ticket

kubectl delete pod shop --now

sleep 11

./with-token by-secret auth whoami

./with-token by-pod auth whoami

./with-token by-node get pods
