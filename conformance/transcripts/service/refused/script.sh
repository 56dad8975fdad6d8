# Services that a server refuses.
# kubectl: 1.32 1.34

kubectl apply -f - <<'END'
apiVersion: v1
kind: Service
metadata: { name: Web }
spec: { ports: [{ port: 0, targetPort: UPPER_CASE }, { port: 80, nodePort: 30080 }] }
END

kubectl apply -f - <<'END'
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: ExternalName, ports: [{ port: 80 }] }
END

kubectl apply -f - <<'END'
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { clusterIP: 1.2.3.4, ports: [{ port: 80 }] }
END

kubectl apply -f - <<'END'
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: NodePort, ports: [{ port: 80, nodePort: 80 }] }
END

kubectl apply -f - <<'END'
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { sessionAffinity: Sometimes, selector: { "a b": c }, ports: [{ port: 80, protocol: tcp }] }
END

kubectl apply -f - <<'END'
apiVersion: v1
kind: Service
metadata: { name: web }
spec: {}
END
