# A budget does not hold up a rollout: it speaks for evictions only.

kubectl apply -f app.yaml

./rolled-out web

kubectl create pdb web --selector=app=web --max-unavailable=0

kubectl wait pdb/web --for=jsonpath='{.status.expectedPods}'=2 --timeout=30s

kubectl set image deployment/web app=registry.test/shop/web:v2

./rolled-out web

kubectl rollout undo deployment/web

./rolled-out web

kubectl wait pdb/web --for=jsonpath='{.status.currentHealthy}'=2 --timeout=30s

kubectl get pdb

kubectl get pdb web -o yaml
