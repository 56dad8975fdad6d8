# Secrets of every type, and what they must hold.
# kubectl: 1.32 1.34

kubectl create secret generic a --type=example.test/x --from-literal=k=v

kubectl create secret tls t --cert=none.pem --key=none.pem

kubectl apply -f - <<'END'
apiVersion: v1
kind: Secret
metadata: { name: tls }
type: kubernetes.io/tls
data: { tls.crt: YQ== }
END

kubectl apply -f - <<'END'
apiVersion: v1
kind: Secret
metadata: { name: pull }
type: kubernetes.io/dockerconfigjson
stringData: { .dockerconfigjson: "not json" }
END

kubectl apply -f - <<'END'
apiVersion: v1
kind: Secret
metadata: { name: basic }
type: kubernetes.io/basic-auth
END

kubectl apply -f - <<'END'
apiVersion: v1
kind: Secret
metadata: { name: raw }
data: { k: "not base64!" }
END

kubectl get secrets

kubectl describe secret a

kubectl get secret a -o yaml

kubectl create secret generic a --from-literal=k=v --dry-run=client -o yaml | kubectl apply -f -

kubectl get secret a -o jsonpath='{.data} {.type}'
