# Pods that a server refuses.
# kubectl: 1.32 1.34

kubectl run Bad --image=x

kubectl run a --image=x --port=0

kubectl run a --image=x --restart=Sometimes

kubectl run a

kubectl apply -f - <<'END'
apiVersion: v1
kind: Pod
metadata: { name: a }
spec:
  containers:
    - name: app
      image: x
      ports: [{ containerPort: 70000, name: UPPER }, { containerPort: 80, protocol: HTTP }]
      env: [{ name: "1 2" }, { name: A, value: b, valueFrom: { fieldRef: { fieldPath: spec.nothing } } }]
      volumeMounts: [{ name: none, mountPath: /x }, { name: tmp, mountPath: /x }]
      resources: { requests: { cpu: "2" }, limits: { cpu: "1" } }
      livenessProbe: { periodSeconds: -1 }
      imagePullPolicy: Perhaps
  volumes: [{ name: tmp, emptyDir: {}, hostPath: { path: /x } }, { name: tmp }]
  restartPolicy: Rarely
  terminationGracePeriodSeconds: -1
  nodeSelector: { "a b": c }
END

kubectl apply -f - <<'END'
apiVersion: v1
kind: Pod
metadata: { name: a, namespace: elsewhere }
spec: { containers: [{ name: app, image: x }] }
END

kubectl apply -f - <<'END'
apiVersion: v1
kind: Pod
metadata: { name: a }
spec: { serviceAccountName: nobody, containers: [{ name: app, image: x }] }
END

kubectl apply -f - <<'END'
apiVersion: v1
kind: Pod
metadata: { name: a }
spec: { priorityClassName: nothing, containers: [{ name: app, image: x }] }
END
