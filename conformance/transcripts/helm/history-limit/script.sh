# Only so many revisions are kept: the older are gone, and there is no way back to them.
# kubectl: 1.32 1.34

for i in 1 2 3 4; do helm upgrade --install web chart --set greeting=n$i --history-max 2 > /dev/null; done

helm history web

helm rollback web 1

helm rollback web 3 --history-max 2

helm history web

kubectl get secrets -l owner=helm --show-labels --no-headers | sed 's/modifiedAt=[0-9]*/modifiedAt=x/'

kubectl delete secret sh.helm.release.v1.web.v4

helm rollback web 4

helm rollback web

helm history web
