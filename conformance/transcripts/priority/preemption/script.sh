# A pod that matters more takes the place of one that matters less.
# kubectl: 1.32 1.34
# speed: 4

kubectl create priorityclass "$NAMESPACE-high" --value=1000 && kubectl create priorityclass "$NAMESPACE-low" --value=-10 && kubectl create priorityclass "$NAMESPACE-shy" --value=2000 --preemption-policy=Never

node=$(kubectl get nodes -o jsonpath='{.items[0].metadata.name}'); for part in capacity allocatable; do kubectl patch node "$node" --subresource=status --type=json -p "[{\"op\":\"add\",\"path\":\"/status/$part/example.com~1$NAMESPACE\",\"value\":\"2\"}]" > /dev/null; done; ./until "example.com/$NAMESPACE" kubectl get node "$node" -o jsonpath='{.status.allocatable}'

cat > pod <<'END'
#!/bin/bash
# pod NAME CLASS SLOTS: a pod that takes some of what there are two of.
kubectl apply -f - <<YAML
apiVersion: v1
kind: Pod
metadata: { name: $1 }
spec:
  priorityClassName: $NAMESPACE-$2
  terminationGracePeriodSeconds: 1
  containers:
    - { name: app, image: "registry.test/shop/web:v1", resources: { limits: { example.com/$NAMESPACE: $3 } } }
YAML
END
chmod +x pod

./pod victim low 1 && ./pod standing shy 1 && kubectl wait --for=condition=Ready pod/victim pod/standing --timeout=60s

./pod patient shy 1 && ./until Insufficient kubectl get events --field-selector involvedObject.name=patient,reason=FailedScheduling

kubectl get events --field-selector involvedObject.name=patient,reason=FailedScheduling -o jsonpath='{.items[0].message}'

./pod equal low 1 && ./until Insufficient kubectl get events --field-selector involvedObject.name=equal,reason=FailedScheduling

kubectl get events --field-selector involvedObject.name=equal,reason=FailedScheduling -o jsonpath='{.items[0].message}'

./pod greedy high 2 && ./until Insufficient kubectl get events --field-selector involvedObject.name=greedy,reason=FailedScheduling

kubectl get events --field-selector involvedObject.name=greedy,reason=FailedScheduling -o jsonpath='{.items[0].message}'

./pod huge high 3 && ./until Insufficient kubectl get events --field-selector involvedObject.name=huge,reason=FailedScheduling

kubectl get events --field-selector involvedObject.name=huge,reason=FailedScheduling -o jsonpath='{.items[0].message}'

kubectl get pods

kubectl delete pod patient equal greedy huge

./pod urgent high 1 && kubectl wait --for=condition=Ready pod/urgent --timeout=60s

kubectl get pods

kubectl get events --field-selector reason=Preempted -o jsonpath='{range .items[*]}{.type} {.involvedObject.name} {.message}{"\n"}{end}'

kubectl get pod urgent -o jsonpath='{.status.nominatedNodeName} {.spec.priority}'

node=$(kubectl get nodes -o jsonpath='{.items[0].metadata.name}'); for part in capacity allocatable; do kubectl patch node "$node" --subresource=status --type=json -p "[{\"op\":\"remove\",\"path\":\"/status/$part/example.com~1$NAMESPACE\"}]" > /dev/null; done
