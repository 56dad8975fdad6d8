# A client is killed in the middle: the release is locked, and the ways out.
# kubectl: 1.32 1.34
# speed: 1

helm install web chart --wait

helm upgrade web chart --set image=unready --wait --timeout 60s > /dev/null 2>&1 & ./until pending-upgrade helm history web; ./until Unhealthy kubectl get events; kill -9 $!; wait $! 2> /dev/null

helm list

helm list --pending | cut -f1,3,5

helm list -a | cut -f1,3,5

helm history web

helm upgrade web chart --set image=v2

helm upgrade --install web chart --set image=v2

helm rollback web 1 --wait

helm history web

helm upgrade web chart --set image=v2 --wait

helm upgrade web chart --set image=unready --wait --timeout 60s > /dev/null 2>&1 & ./until '5 .*pending-upgrade' helm history web; ./until '^2$' sh -c "kubectl get events --field-selector reason=Unhealthy -o jsonpath='{range .items[*]}{.involvedObject.name}{\"\\n\"}{end}' | sort -u | grep -c ."; kill -9 $!; wait $! 2> /dev/null

kubectl delete secret -l owner=helm,status=pending-upgrade

helm upgrade web chart --set image=v2 --wait

helm history web
