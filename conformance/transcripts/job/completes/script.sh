# A job that ends well: its story from creation to its end, and what cannot be changed.
# kubectl: 1.32 1.34
# core: yes

kubectl create job hello --image=registry.test/shop/web:v1 -- sh -c 'echo hello; sleep 1'

kubectl wait job/hello --for=condition=Complete --timeout=60s

kubectl get job hello

kubectl get job hello -o wide

kubectl get pods

kubectl logs job/hello

kubectl describe job hello

kubectl patch job hello -p '{"spec":{"completions":3}}'

kubectl set image job/hello hello=registry.test/shop/web:v2 2>&1 | grep -o '.*spec.template: Invalid value'

kubectl patch job hello -p '{"spec":{"backoffLimit":-1}}'

kubectl rollout status job/hello

kubectl delete job hello

./gone pods -l job-name=hello

kubectl get pods
