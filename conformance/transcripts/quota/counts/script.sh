# Quotas of counts and of what services and claims take, on creation and on change.
# kubectl: 1.32 1.34

kubectl create quota counts --hard=count/deployments.apps=1,count/configmaps=3,services=2,services.nodeports=1,services.loadbalancers=0,persistentvolumeclaims=1,requests.storage=10Mi,secrets=1

./until 'count/configmaps *1 ' kubectl describe quota counts

kubectl create deployment a --image=registry.test/shop/web:v1 --replicas=0

kubectl create deployment b --image=registry.test/shop/web:v1 --replicas=0

kubectl create service nodeport s --tcp=80

kubectl create service nodeport t --tcp=80

kubectl create service clusterip t --tcp=80

kubectl patch service t -p '{"spec":{"type":"NodePort"}}'

kubectl patch service t -p '{"spec":{"type":"LoadBalancer"}}'

kubectl create service clusterip u --tcp=80

kubectl patch service s --type=json -p '[{"op":"replace","path":"/spec/type","value":"ClusterIP"}]' && ./until 'nodeports *0 ' kubectl describe quota counts; kubectl patch service t -p '{"spec":{"type":"NodePort"}}'

kubectl apply -f - <<'END'
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: claim }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Mi } } }
END

kubectl apply -f - <<'END'
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: claim }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 5Mi } } }
END

kubectl create secret generic x && kubectl create secret generic y

kubectl create configmap x --dry-run=server

kubectl create configmap x && kubectl create configmap y && kubectl create configmap z

kubectl delete configmap x > /dev/null; ./until 'count/configmaps *2 ' kubectl describe quota counts; kubectl create configmap z

kubectl get quota counts

kubectl describe quota counts

kubectl describe namespace "$NAMESPACE"

kubectl delete service --all
