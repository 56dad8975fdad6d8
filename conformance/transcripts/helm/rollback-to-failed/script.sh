# Back to a revision that failed itself, over a failed rollback, and cleaning up on the way.
# kubectl: 1.32 1.34
# speed: 1

helm install web chart --wait

cp -r chart more && sed 's/name: {{ .Release.Name }}/name: {{ .Release.Name }}-more/' chart/templates/config.yaml > more/templates/more.yaml

helm upgrade web more --set image=unready --wait --timeout 5s --cleanup-on-fail

kubectl get configmaps -o name

helm rollback web 2 --wait --timeout 5s

helm rollback web --wait --timeout 5s

helm rollback web 1 --wait --timeout 60s --dry-run

helm rollback web 1 --wait --timeout 60s

helm history web

kubectl get configmaps -o name
