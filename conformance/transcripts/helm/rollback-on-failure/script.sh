# An upgrade that never gets ready is taken back by Helm itself.
# kubectl: 1.32 1.34
# speed: 1

helm install web chart --wait

helm upgrade web chart --set image=unready --atomic --timeout 8s

helm history web

kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0].image}'

helm status web | grep -E '^(STATUS|REVISION|DESCRIPTION)'

helm upgrade web chart --set image=unready --rollback-on-failure --timeout 8s

helm list -a | cut -f1,3,5

helm upgrade web chart --set replicas=-1 --atomic --timeout 8s

helm history web

./rolled-out web
