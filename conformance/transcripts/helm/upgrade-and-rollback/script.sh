# A release is installed, upgraded, rolled back and removed, with everything that Helm tells about it.
# kubectl: 1.32 1.34

helm install web chart --wait

helm status web

helm list

helm upgrade web chart --set image=v2 --wait

helm history web

helm get values web

helm get values web --all

helm get values web --revision 1

helm get manifest web

helm get notes web

helm get hooks web

helm get all web --revision 1

helm get metadata web

diff <(helm get manifest web --revision 1) <(helm get manifest web --revision 2)

kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0].image}'

helm rollback web 1 --wait

helm history web

helm history web --max 1 -o json

helm history web -o yaml

./rolled-out web

helm status web --revision 2

kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0].image} {.metadata.annotations}'

kubectl get secrets

helm rollback web --wait

helm history web

helm rollback web 9

helm rollback nobody

helm status nobody

helm history nobody

helm uninstall web --wait

helm uninstall web

helm list --all
