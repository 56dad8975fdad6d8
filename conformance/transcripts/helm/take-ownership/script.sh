# Objects that were there before the release: refused, adopted by labels, taken.
# kubectl: 1.32 1.34

kubectl create configmap web --from-literal=greeting=mine

helm install web chart

helm list -q

kubectl label configmap web app.kubernetes.io/managed-by=Helm

helm install web chart

kubectl annotate configmap web meta.helm.sh/release-name=web meta.helm.sh/release-namespace="$NAMESPACE"

helm install web chart

kubectl get configmap web -o jsonpath='{.data}'

helm uninstall web --wait

kubectl create configmap web --from-literal=greeting=mine

helm upgrade --install web chart --take-ownership

kubectl get configmap web -o jsonpath='{.data}'

helm install other chart --set greeting=hi

helm template other chart --show-only templates/config.yaml | sed 's/name: other/name: web/' | kubectl apply -f -

helm history web

./rolled-out web

./rolled-out other
