# LimitRanges that the server refuses.

kubectl apply -f - <<'END'
apiVersion: v1
kind: LimitRange
metadata: { name: sizes }
spec:
  limits:
    - type: Container
      default: { cpu: "2" }
      defaultRequest: { cpu: "3" }
      max: { cpu: "1" }
      min: { cpu: 1500m }
      maxLimitRequestRatio: { cpu: 500m }
END

kubectl apply -f - <<'END'
apiVersion: v1
kind: LimitRange
metadata: { name: sizes }
spec:
  limits:
    - type: Pod
      default: { cpu: "2" }
      defaultRequest: { cpu: "1" }
    - type: Pod
    - type: PersistentVolumeClaim
    - type: cpu
END

kubectl create -f - <<'END'
apiVersion: v1
kind: LimitRange
metadata: { name: sizes }
spec: { limits: [{ type: Container, max: { memory: 1Gi } }] }
END

kubectl get limits

kubectl get limitrange sizes -o jsonpath='{.spec.limits}'
