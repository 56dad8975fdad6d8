# A hot fix by hand between two revisions: what a rollback makes of it.
# kubectl: 1.32 1.34

helm install web chart --wait

helm upgrade web chart --set image=v2 --wait

kubectl set image deployment/web app=registry.test/shop/web:v3

./rolled-out web

helm rollback web 1 --wait

helm history web

helm upgrade web chart --set image=v2 --wait

kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0].image}'

helm rollback web 1 --force --wait --timeout 30s

helm rollback web 1 --force-conflicts --wait

kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0].image}'

helm history web

kubectl get deployment web --show-managed-fields -o jsonpath='{range .metadata.managedFields[*]}{.manager} {.operation} {.subresource}{"\n"}{end}'
