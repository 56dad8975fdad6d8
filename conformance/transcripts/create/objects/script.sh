# Every create command that releases use.
# kubectl: 1.32 1.34
# core: yes

kubectl create deployment web --image=registry.test/shop/web:v1 --replicas=2 --port=8080

kubectl create configmap settings --from-literal=a=1 --from-file=config.yaml

kubectl create secret generic keys --from-literal=k=v

kubectl create secret docker-registry pull --docker-server=r.test --docker-username=u --docker-password=p

kubectl create service clusterip svc --tcp=80:8080

kubectl create service nodeport np --tcp=80 --dry-run=client -o yaml

kubectl create serviceaccount robot

kubectl create -f config.yaml

kubectl create -f config.yaml

kubectl create configmap settings

./rolled-out web

kubectl create deployment --image=x

kubectl create namespace $NAMESPACE

kubectl create namespace Not_Valid
