# Conditions, fields, creation, deletion, and waits that end in vain.
# kubectl: 1.32 1.34

kubectl wait deployment/web --for=condition=Available --timeout=1s

kubectl apply -f one.yaml

kubectl wait deployment/web --for=condition=Available --timeout=60s

kubectl wait deployment/web --for=condition=available

kubectl wait deployment/web --for=condition=Nonsense --timeout=1s

kubectl wait deployment/web --for=jsonpath='{.status.readyReplicas}'=1 --timeout=10s

kubectl wait deployment/web --for=jsonpath='{.status.readyReplicas}'=7 --timeout=1s

kubectl wait deployment/web --for=jsonpath='{.status.readyReplicas}'

kubectl wait pods -l app=web --for=condition=Ready --timeout=10s

kubectl wait pods -l app=none --for=condition=Ready --timeout=1s

kubectl wait pods --all --for=delete --timeout=1s

kubectl wait deployment/web --for=something

kubectl wait deployment/web

kubectl wait configmap/later --for=create --timeout=1s

kubectl wait configmap/later --for=create --timeout=20s &
sleep 0.3
kubectl create configmap later >&2
wait

kubectl wait deployment/nobody --for=delete --timeout=5s

kubectl wait deployment/web --for=delete --timeout=20s &
sleep 0.3
kubectl delete deployment web >&2
wait
