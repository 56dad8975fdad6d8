# Several objects, negated conditions, any of them.
# kubectl: 1.32 1.34

kubectl create deployment a --image=registry.test/shop/web:v1 && kubectl create deployment b --image=registry.test/shop/web:unready

kubectl wait deployment a b --for=condition=Available --timeout=30s

kubectl wait deployment --all --for=condition=Available=false --timeout=1s

kubectl wait pods --all --for=condition=Ready --timeout=30s

kubectl wait pods --all --for=condition=Ready=false --timeout=1s | sort

kubectl wait deployment a --for=jsonpath='{.spec.replicas}'=1

kubectl wait deployment a --for=jsonpath='{.nothing}'=1 --timeout=1s

kubectl wait deployment a --for=jsonpath='{.spec.template.spec.containers}'=1 --timeout=1s

kubectl wait pods nobody --for=condition=Ready

kubectl wait pods --for=condition=Ready

kubectl wait widgets/x --for=condition=Ready

kubectl wait deployment a --for=condition=Available --timeout=-1s

kubectl wait deployment a --for=condition=Available --timeout=0
