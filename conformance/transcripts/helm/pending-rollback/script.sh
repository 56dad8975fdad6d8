# A client is killed in the middle of a rollback.
# kubectl: 1.32 1.34
# speed: 1

helm install web chart --set image=unready

helm upgrade web chart --wait

helm rollback web 1 --wait --timeout 60s > /dev/null 2>&1 & ./until pending-rollback helm history web; ./until Unhealthy kubectl get events; kill -9 $!; wait $! 2> /dev/null

helm history web

helm upgrade web chart --set image=v2

helm rollback web 2 --wait

helm history web
