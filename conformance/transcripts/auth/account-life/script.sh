# The service account that every namespace has, and those that somebody makes.

kubectl get serviceaccount default -o yaml

kubectl get secrets

kubectl create serviceaccount bob --dry-run=client -o yaml

kubectl create serviceaccount bob -o yaml

kubectl create serviceaccount Bob

kubectl label serviceaccount bob team=shop

kubectl annotate serviceaccount bob note=x

kubectl patch serviceaccount bob -p '{"secrets":[{"name":"a"},{"name":"b"}],"automountServiceAccountToken":false}'

kubectl get serviceaccount bob

kubectl describe serviceaccount bob

kubectl get serviceaccount bob -o yaml --show-managed-fields

kubectl apply -f account.yaml

kubectl apply -f account.yaml

kubectl get serviceaccounts -l team=stock -o name

kubectl apply --server-side -f account.yaml

kubectl apply --server-side -f account.yaml --force-conflicts --field-manager=other

kubectl delete serviceaccount bob alice

kubectl delete serviceaccount bob

kubectl get serviceaccount default -o jsonpath='{.metadata.uid}' >before

kubectl delete serviceaccount default

./until default kubectl get serviceaccounts -o name

[ "$(cat before)" = "$(kubectl get serviceaccount default -o jsonpath='{.metadata.uid}')" ] || echo another one

kubectl delete configmap kube-root-ca.crt

./until kube-root kubectl get configmaps -o name

kubectl create rolebinding all --clusterrole=view --group=system:serviceaccounts:$NAMESPACE

kubectl auth can-i get pods --as=system:serviceaccount:$NAMESPACE:default

kubectl auth can-i get pods --as=system:serviceaccount:$NAMESPACE:nobody

kubectl auth can-i get pods --as=system:serviceaccount:other:default

kubectl create rolebinding any --clusterrole=view --group=system:authenticated

kubectl auth can-i get pods --as=somebody

kubectl create token default >token

./with-token token get serviceaccounts
