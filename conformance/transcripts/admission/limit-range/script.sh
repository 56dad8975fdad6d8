# What a LimitRange gives to containers that say nothing, and what it refuses.
# kubectl: 1.32 1.34

kubectl apply -f - <<'END'
apiVersion: v1
kind: LimitRange
metadata: { name: sizes }
spec:
  limits:
    - type: Container
      default: { cpu: 200m }
      defaultRequest: { cpu: 50m }
      max: { cpu: 500m }
      min: { cpu: 10m }
    - type: Pod
      max: { cpu: 700m }
    - type: PersistentVolumeClaim
      min: { storage: 1Mi }
      max: { storage: 10Mi }
END

kubectl get limitrange sizes -o yaml

kubectl describe limitrange sizes

kubectl describe namespace "$NAMESPACE"

kubectl apply -f pod.yaml

kubectl get pod alone -o jsonpath='{.spec.containers[0].resources} {.metadata.annotations.kubernetes\.io/limit-ranger} {.status.qosClass}'

kubectl run big --image=x --overrides='{"spec":{"containers":[{"name":"big","image":"x","resources":{"limits":{"cpu":"2"}}}]}}'

kubectl run small --image=x --overrides='{"spec":{"containers":[{"name":"small","image":"x","resources":{"requests":{"cpu":"1m"}}}]}}'

kubectl run upside-down --image=x --overrides='{"spec":{"containers":[{"name":"upside-down","image":"x","resources":{"requests":{"cpu":"300m"}}}]}}'

kubectl run together --image=x --overrides='{"spec":{"containers":[{"name":"a","image":"x","resources":{"limits":{"cpu":"400m"}}},{"name":"b","image":"x","resources":{"limits":{"cpu":"400m"}}}]}}'

kubectl apply -f - <<'END'
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: large }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
END

kubectl create deployment web --image=registry.test/shop/web:v1 && kubectl set resources deployment web --limits=cpu=1

./until 'maximum cpu' kubectl get events --field-selector reason=FailedCreate; kubectl delete deployment web

kubectl patch limitrange sizes --type=json -p '[{"op":"replace","path":"/spec/limits/0","value":{"type":"Container","maxLimitRequestRatio":{"cpu":"2"}}}]' && sleep 2

kubectl run stretched --image=x --overrides='{"spec":{"containers":[{"name":"stretched","image":"x","resources":{"requests":{"cpu":"100m"},"limits":{"cpu":"300m"}}}]}}'

kubectl run unsaid --image=x
