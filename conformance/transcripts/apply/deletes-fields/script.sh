# What was applied before and is left out now goes; what others set stays.
# kubectl: 1.32 1.34

kubectl apply -f - <<'END'
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { a: "1", b: "2" } }
spec:
  replicas: 1
  paused: true
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web }, annotations: { x: y } }
    spec:
      containers:
        - { name: app, image: "registry.test/shop/web:v1", env: [{ name: A, value: "1" }, { name: B, value: "2" }], ports: [{ containerPort: 80 }] }
        - { name: side, image: "registry.test/shop/web:v2" }
      volumes: [{ name: tmp, emptyDir: {} }]
END

kubectl label deployment web c=3

kubectl set env deployment/web C=3

kubectl apply -f - <<'END'
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { b: "3" } }
spec:
  paused: true
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: app, image: "registry.test/shop/web:v2", env: [{ name: B, value: "4" }] }
END

kubectl get deployment web -o jsonpath='{.metadata.labels} {.spec}'

kubectl apply view-last-applied deployment/web

kubectl apply edit-last-applied deployment/nobody

kubectl apply set-last-applied -f one.yaml --create-annotation
