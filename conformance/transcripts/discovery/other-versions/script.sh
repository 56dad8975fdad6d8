# Objects in a version that they are not stored in.
# kubectl: 1.34

kubectl create deployment web --image=registry.test/shop/web:v1 --replicas=0

sed "s/NAMESPACE/$NAMESPACE/" autoscaler.yaml | kubectl apply -f -

kubectl get hpa.v2.autoscaling web -o jsonpath='{.spec}{"\n"}'

kubectl patch hpa.v1.autoscaling web --type=merge -p '{"spec":{"targetCPUUtilizationPercentage":50}}'

kubectl get hpa.v2.autoscaling web -o jsonpath='{.spec.metrics}{"\n"}'

kubectl delete hpa.v1.autoscaling web

kubectl create -f controller.yaml

kubectl get rc

kubectl delete rc web
