# Connections into a pod through the API server.
# kubectl: 1.32 1.34

kubectl apply -f app.yaml

./rolled-out web

./forward deployment/web 8080 'curl -si http://127.0.0.1:$PORT/a; curl -s http://127.0.0.1:$PORT/b'

./forward service/web 80 'curl -s http://127.0.0.1:$PORT/'

./forward "$(kubectl get pods -l app=web -o name | head -1)" 8080 'for i in 1 2 3 4 5; do curl -s http://127.0.0.1:$PORT/$i & done; wait'

./forward deployment/web 8080 'curl -s -X POST --data-binary @app.yaml http://127.0.0.1:$PORT/'

./forward deployment/web 9999 'curl -s http://127.0.0.1:$PORT/; echo "curl: $?"' 2>&1 | sed -E 's/portforward.go:[0-9]+/portforward.go/'

./forward service/web 81 true

./forward deployment/web http true

./forward pod/nobody 80 true

./forward deployment/nobody 80 true

kubectl run bad --image=registry.test/shop/web:missing

./until "ErrImagePull|ImagePullBackOff" kubectl get pod bad

./forward pod/bad 8080 true

kubectl delete pod bad --now

kubectl port-forward deployment/web

kubectl port-forward deployment/web 8080:abc
