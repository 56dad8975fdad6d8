# Where values come from, and what becomes of those of the revision before.
# kubectl: 1.34

printf 'greeting: from-file\nservice: {port: 81}\n' > values-1.yaml; printf 'replicas: 2\n' > values-2.yaml

helm install web chart -f values-1.yaml -f values-2.yaml --set greeting=from-flag

helm get values web

helm upgrade web chart --set image=v2

helm get values web

./rolled-out web

helm upgrade web chart --set replicas=0 --reuse-values

helm get values web

helm upgrade web chart --set replicas=0 --reset-values

helm upgrade web chart --set deadline=300 --reset-then-reuse-values

helm get values web -o json

helm upgrade web chart --set-string image=123 --set replicas=0 --dry-run=client | grep -E 'image|replicas'

helm upgrade web chart --set-json 'service={"port":82}' --set replicas=0

helm get values web --revision 1 --all -o yaml

helm upgrade web chart --set 'greeting=a\,b' --set replicas=0

kubectl get configmap web -o jsonpath='{.data}'

helm rollback web 2

helm get values web

helm rollback web 5
