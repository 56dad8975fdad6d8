# Who somebody is, by credential and by impersonation.
# kubectl: 1.32 1.34

kubectl auth whoami

kubectl auth whoami -o yaml

kubectl auth whoami --as=jane

kubectl auth whoami --as=jane --as-group=devs --as-group=ops --as-uid=17

kubectl auth whoami --as=jane --as-group=system:authenticated -o json

kubectl auth whoami --as=system:serviceaccount:$NAMESPACE:bob

kubectl auth whoami --as=system:serviceaccount:$NAMESPACE:bob --as-group=devs

kubectl auth whoami --as=system:serviceaccount:bob

kubectl auth whoami --as-group=devs

kubectl auth whoami --as-uid=17

kubectl auth whoami --as=system:anonymous

kubectl get pods --as=system:anonymous

kubectl get secrets --as=jane --as-group=system:masters

kubectl --token=wrong auth whoami

echo wrong >token; ./with-token token auth whoami

./with-token token get pods
