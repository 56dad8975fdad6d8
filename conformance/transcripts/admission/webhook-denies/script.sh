# A webhook that says no: with a message, without, with a reason, with a status of its own.
# kubectl: 1.32 1.34
# speed: 1

./webhook Validating deny /configmaps && kubectl create configmap a

kubectl apply -f config.yaml

kubectl create configmap a --dry-run=server

./webhook Validating deny-silently /configmaps && kubectl create configmap a

./webhook Validating deny-with-reason /configmaps && kubectl create configmap a

./webhook Validating deny-with-status /configmaps && kubectl apply -f config.yaml

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/configmaps/a"

./webhook Validating deny-latest apps/deployments CREATE,UPDATE && kubectl apply -f one.yaml

kubectl set image deployment/web app=registry.test/shop/web:latest

kubectl rollout restart deployment/web

kubectl patch deployment web --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"web"}]'

kubectl apply --server-side -f - <<'END'
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [{ name: app, image: "web:2" }] } } }
END
