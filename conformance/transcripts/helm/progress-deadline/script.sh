# A release that misses the progress deadline of its Deployment, seen by each kind of waiting.
# kubectl: 1.32 1.34
# speed: 1

helm install web chart --set deadline=6 --wait

helm upgrade web chart --set deadline=6 --set image=unready --wait --timeout 12s

helm history web

helm rollback web

./rolled-out web

helm upgrade web chart --set deadline=6 --set image=unready --wait=legacy --timeout 12s

helm upgrade web chart --set deadline=6 --set image=unready --set greeting=hi --wait=hookOnly --timeout 12s

helm upgrade web chart --set deadline=6 --set image=unready --wait=nothing --timeout 12s

helm history web

kubectl rollout status deployment/web --timeout 30s

helm rollback web 1

./rolled-out web

helm list | cut -f1,3,5
