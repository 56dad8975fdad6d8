# helm test: pods that succeed and fail.
# kubectl: 1.32 1.34

mkdir -p tested/templates && printf 'apiVersion: v2\nname: tested\nversion: 1.0.0\n' > tested/Chart.yaml && for n in good bad; do printf "apiVersion: v1\nkind: Pod\nmetadata: {name: $n, annotations: {helm.sh/hook: test}}\nspec:\n  restartPolicy: Never\n  containers: [{name: t, image: \"registry.test/shop/web:v1\", command: [sh, -c, 'exit $([ $n = good ]; echo $?)']}]\n" > tested/templates/$n.yaml; done; printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n' > tested/templates/c.yaml

helm install web tested

helm test web --filter name=good | grep -v '^Last\|^LAST\|Started\|Completed'

helm test web --filter name=bad 2>&1 | grep -v '^Last\|^LAST\|Started\|Completed'

helm status web | grep -A3 'TEST SUITE: *bad' | grep -v 'Started\|Completed'

kubectl get pods

helm test nobody

helm uninstall web

kubectl get pods -o name
