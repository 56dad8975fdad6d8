# kubectl set: environment, resources, selector, service account, subject.
# kubectl: 1.32 1.34

kubectl create deployment web --image=registry.test/shop/web:v1 --replicas=0

kubectl apply -f config.yaml

kubectl set env deployment/web A=1 B=2

kubectl set env deployment/web --list

kubectl set env deployment/web A- B=3

kubectl set env deployment/web B=3

kubectl set env deployment/web --from=configmap/web-config --prefix=CFG_ --keys=greeting

kubectl set env deployment/web --from=secret/none

kubectl set env deployment/web --list --resolve

kubectl set env deployment/none A=1

kubectl set env deployments --all C=4 --dry-run=server

kubectl set resources deployment/web --limits=cpu=100m,memory=64Mi --requests=cpu=50m

kubectl set resources deployment/web --limits=cpu=nonsense

kubectl set resources deployment/web --limits=cpu=10m

kubectl set resources deployment/web -c none --limits=cpu=10m

kubectl set resources deployment/web

kubectl create service clusterip web --tcp=80

kubectl set selector service web app=other

kubectl get service web -o jsonpath='{.spec.selector}'

kubectl set serviceaccount deployment/web robot

kubectl get deployment web -o jsonpath='{.spec.template.spec.serviceAccountName}'

kubectl create rolebinding r --role=none --user=eve

kubectl set subject rolebinding r --user=adam --group=staff

kubectl get rolebinding r -o jsonpath='{.subjects[*].name}'

kubectl set image deployment/web *=registry.test/shop/web:v2 --local -o jsonpath='{.spec.template.spec.containers[0].image}'

kubectl set image deployment/web nothing=registry.test/shop/web:v2

kubectl set image deployments,replicasets --all web=registry.test/shop/web:v3

kubectl rollout history deployment/web --revision=1

kubectl get deployment web -o yaml | grep -A25 'containers:'
