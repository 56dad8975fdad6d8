# Rules for single objects, for subresources, for everything of a kind.

kubectl apply -f app.yaml

./rolled-out web

kubectl create deployment other --image=registry.test/shop/web:v1

kubectl apply -f roles.yaml

kubectl create rolebinding one --role=one --user=one

kubectl get deployment web --as=one -o name

kubectl get deployment other --as=one

kubectl get deployments --as=one

kubectl get deployments --field-selector=metadata.name=web --as=one -o name

kubectl rollout status deployment/web --as=one

kubectl set image deployment/web app=registry.test/shop/web:v2 --as=one

kubectl set image deployment/other web=registry.test/shop/web:v2 --as=one

kubectl delete deployment web --as=one

kubectl create rolebinding scaler --role=scaler --user=scaler

kubectl scale deployment other --replicas=2 --as=scaler

kubectl get deployment other --as=scaler

kubectl patch deployment other --subresource=scale --type=merge -p '{"spec":{"replicas":2}}' --as=scaler

kubectl patch deployment other -p '{"spec":{"replicas":1}}' --as=scaler

kubectl create rolebinding star --role=star --user=star

kubectl get deployments,replicasets -o name --as=star | wc -l

kubectl get pods --as=star

kubectl delete deployment other --as=star

kubectl rollout undo deployment/web --as=star

kubectl rollout status deployment/web --as=star

kubectl logs deployment/web --as=star

kubectl create rolebinding logs --role=logs --user=logs

kubectl logs $(kubectl get pods -l app=web -o name | head -1) --as=logs

kubectl auth can-i get pods --subresource=log --as=logs

kubectl auth can-i get pods --as=logs

kubectl auth can-i patch deployments --subresource=status --as=logs
