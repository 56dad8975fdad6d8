# Logs of pods and Deployments, and of what has none.
# kubectl: 1.32 1.34

kubectl apply -f app.yaml

./rolled-out web

kubectl logs deployment/web

kubectl logs -l app=web --tail=1

kubectl logs -l app=web --prefix --tail=-1

kubectl logs deployment/web -c app --tail=1

kubectl logs deployment/web -c nothing

kubectl logs deployment/web --previous

kubectl logs pod/nobody

kubectl logs deployment/nobody

kubectl logs service/web --tail=1

kubectl logs deployment/web --tail=0

kubectl logs deployment/web --since=1h

kubectl logs -l app=none

kubectl logs deployment/web --timestamps --all-containers

kubectl logs configmap/kube-root-ca.crt

kubectl logs
