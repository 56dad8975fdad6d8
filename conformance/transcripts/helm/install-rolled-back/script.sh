# An installation that never gets ready is removed by Helm itself, or stays as failed.
# kubectl: 1.32 1.34
# speed: 1

helm install web chart --set image=unready --atomic --timeout 6s

helm list -a

helm history web

kubectl get deployments,configmaps,secrets -o name

helm install web chart --set image=unready --wait --timeout 6s

helm list --failed -q

helm list -q

helm history web

helm install web chart

helm upgrade --install web chart --wait

helm history web
