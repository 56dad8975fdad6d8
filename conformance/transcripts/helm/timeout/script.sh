# The client's patience ends before the cluster has an opinion.
# kubectl: 1.32 1.34
# speed: 1

helm install web chart --wait --timeout 60s

helm upgrade web chart --set image=unready --wait --timeout 5s

helm status web | grep -E '^(STATUS|REVISION)'

helm upgrade web chart --wait --timeout 0s

helm upgrade web chart --wait --timeout nonsense

helm rollback web 9 --wait --timeout 5s

helm rollback web 1 --wait --timeout 60s

helm history web
