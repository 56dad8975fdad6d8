# Every generator of kubectl create.
# kubectl: 1.32 1.34

kubectl create deployment web --image=registry.test/shop/web:v1 --replicas=0 --port=8080

kubectl create job once --image=registry.test/shop/web:v1 -- true

kubectl create cronjob nightly --image=registry.test/shop/web:v1 --schedule='0 3 * * *' -- true

kubectl create job manual --from=cronjob/nightly

kubectl create configmap c --from-literal=a=1 --from-file=config.yaml --from-file=key=one.yaml --dry-run=client -o jsonpath='{.data.a}'

printf 'A=1\nB=two words\n# no\n' > env; kubectl create configmap env --from-env-file=env

kubectl create configmap bad --from-literal=novalue

kubectl create secret generic s --from-literal=password=hush --type=example.com/own

kubectl create secret docker-registry pull --docker-server=r.test --docker-username=me --docker-password=x --docker-email=a@b.c

kubectl create quota q --hard=pods=5,requests.cpu=2 --scopes=NotTerminating

kubectl create quota bad --hard=nonsense

kubectl create poddisruptionbudget p --selector=app=web --min-available=50%

kubectl create poddisruptionbudget bad --selector=app=web --min-available=1 --max-unavailable=1

kubectl create ingress i --rule='a.test/path*=web:80,tls=cert' --class=none --annotation=x=y

kubectl create ingress bad --rule='nonsense'

kubectl create service clusterip s1 --tcp=80:8080

kubectl create service nodeport s2 --tcp=80

kubectl create service loadbalancer s3 --tcp=80

kubectl create service externalname s4 --external-name=a.test

kubectl create serviceaccount robot

kubectl create role reader --verb=get,list --resource=pods,deployments.apps --resource-name=web

kubectl create role bad --verb=get --resource=nothings

kubectl create rolebinding readers --role=reader --serviceaccount="$NAMESPACE:robot" --user=eve --group=staff

kubectl create clusterrole "$NAMESPACE-all" --verb='*' --resource=configmaps

kubectl create clusterrolebinding "$NAMESPACE-all" --clusterrole="$NAMESPACE-all" --user=eve

kubectl create priorityclass "$NAMESPACE-low" --value=-5 --description=low

kubectl create namespace "$NAMESPACE-two" --dry-run=server -o name

kubectl create token robot --duration=10m | cut -c1-3

kubectl create -f config.yaml

kubectl create -f config.yaml

kubectl create deployment

kubectl create nothing x

kubectl delete job once manual

kubectl delete cronjob nightly
