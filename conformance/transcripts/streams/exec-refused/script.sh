# Commands that cannot be run, and containers in which none can.
# kubectl: 1.32 1.34
# speed: 2

kubectl apply -f app.yaml

./rolled-out web

kubectl exec deployment/web -- nothing

kubectl exec deployment/web -- /nothing

kubectl exec deployment/web -- /etc/passwd

kubectl exec deployment/web -- /etc

kubectl exec deployment/web -- bash -c 'echo hi'

kubectl exec deployment/web -- curl -s http://localhost:8080/

kubectl exec deployment/web

kubectl exec deployment/web ls

kubectl exec deployment/web -c none -- ls

kubectl exec nobody -- ls

kubectl exec deployment/nobody -- ls

kubectl exec service/nobody -- ls

kubectl run bad --image=registry.test/shop/web:missing

./until "ImagePullBackOff" kubectl get pod bad

kubectl exec bad -- ls

kubectl attach bad

kubectl run over --image=registry.test/shop/web:v1 --restart=Never --command -- true

kubectl wait pod over --for=jsonpath='{.status.phase}'=Succeeded --timeout=30s

kubectl exec over -- ls

kubectl attach over

kubectl run crash --image=registry.test/shop/web:v1 --command -- false

./until "crash +0/1 +CrashLoopBackOff +[2-9]" kubectl get pod crash

kubectl exec crash -- ls

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/over/exec?command=ls&stdout=true"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/nobody/exec?command=ls&stdout=true"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/over/exec?command=ls&stdout=true&container=none"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/over/portforward?ports=abc"

kubectl delete pod bad crash over --now
