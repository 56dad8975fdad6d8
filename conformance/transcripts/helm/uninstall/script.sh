# Removing a release, with and without its history.
# kubectl: 1.32 1.34

helm install web chart --wait

helm uninstall web --dry-run

helm uninstall web --keep-history --wait

helm list -q

helm list --uninstalled | cut -f1,3,5

helm history web

helm status web | grep -E '^(STATUS|REVISION)'

helm get values web

kubectl get deployments,services,configmaps -o name

helm uninstall web --keep-history

helm install web chart

helm upgrade web chart

helm upgrade --install web chart

helm rollback web 1 --wait

helm history web

helm uninstall web --description "no longer needed" --wait

helm uninstall web nobody

helm uninstall nobody --ignore-not-found

helm install again chart --replace --wait

helm uninstall again --keep-history --wait

helm install again chart --replace

helm history again

./rolled-out again
