# Commands of somebody who may only look at pods.
# kubectl: 1.32 1.34

kubectl apply -f app.yaml

./rolled-out web

kubectl create role looker --verb=get,list,watch --resource=pods

kubectl create rolebinding looker --role=looker --user=jane

kubectl get pods --as=jane -o name | wc -l

kubectl get deployments --as=jane

kubectl get deployment web --as=jane

kubectl get daemonsets,jobs,horizontalpodautoscalers --as=jane

kubectl get services,configmaps --as=jane

kubectl get secrets -A --as=jane

kubectl get nodes --as=jane

kubectl get namespaces --as=jane

kubectl get namespace $NAMESPACE --as=jane

kubectl describe deployment web --as=jane

kubectl logs deployment/web --as=jane

kubectl logs $(kubectl get pods -o name | head -1) --as=jane

kubectl apply -f app.yaml --as=jane

kubectl apply --server-side -f app.yaml --as=jane

kubectl create deployment other --image=registry.test/shop/web:v1 --as=jane

kubectl create configmap settings --from-literal=a=b --as=jane

kubectl set image deployment/web app=registry.test/shop/web:v2 --as=jane

kubectl rollout undo deployment/web --as=jane

kubectl rollout status deployment/web --as=jane

kubectl rollout history deployment/web --as=jane

kubectl rollout restart deployment/web --as=jane

kubectl scale deployment web --replicas=1 --as=jane

kubectl annotate deployment web a=b --as=jane

kubectl label pods -l app=web a=b --as=jane | sort -u

kubectl patch deployment web -p '{"spec":{"paused":true}}' --as=jane

kubectl delete deployment web --as=jane

kubectl delete pods -l app=web --as=jane 2>&1 | sed 's/web-[a-z0-9]*-[a-z0-9]*/<pod>/' | sort -u

kubectl delete services --all --as=jane

kubectl wait --for=condition=Available deployment/web --as=jane --timeout=10s

kubectl get --raw /metrics --as=jane

kubectl version --as=jane -o json | grep -c gitVersion

kubectl api-resources --api-group=apps --as=jane --no-headers | wc -l

kubectl cordon $(kubectl get nodes -o name | head -1) --as=jane

kubectl events --as=jane

kubectl diff -f app.yaml --as=jane

kubectl expose deployment web --name=more --port=80 --as=jane

