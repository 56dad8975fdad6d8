# A client is killed in the middle of the first installation.
# kubectl: 1.32 1.34
# speed: 1

helm install web chart --set image=unready --wait --timeout 60s > /dev/null 2>&1 & ./until pending-install helm history web; ./until Unhealthy kubectl get events; kill -9 $!; wait $! 2> /dev/null

helm list -a | cut -f1,3,5

helm status web | grep -E '^(STATUS|REVISION)'

helm install web chart

helm upgrade --install web chart

helm rollback web

helm rollback web 1

helm uninstall web --wait

helm history web

helm install web chart --wait
