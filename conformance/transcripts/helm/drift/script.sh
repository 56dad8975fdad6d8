# What others changed meanwhile: scaled, annotated, patched, given more.
# kubectl: 1.32 1.34

helm install web chart --wait

kubectl scale deployment/web --replicas=2

kubectl annotate configmap web note=mine

kubectl patch configmap web -p '{"data":{"more":"mine"}}'

kubectl patch service web -p '{"spec":{"sessionAffinity":"ClientIP"}}'

helm upgrade web chart

kubectl get deployment web -o jsonpath='{.spec.replicas}'

kubectl get configmap web -o jsonpath='{.data} {.metadata.annotations.note}'

kubectl get service web -o jsonpath='{.spec.sessionAffinity}'

helm upgrade web chart --set replicas=3

kubectl get deployment web -o jsonpath='{.spec.replicas}'

kubectl patch configmap web -p '{"data":{"greeting":"theirs"}}'

helm upgrade web chart --set replicas=3 --set greeting=ours

kubectl get configmap web -o jsonpath='{.data}'

helm rollback web 1

kubectl get configmap web -o jsonpath='{.data}'

helm history web
