# ReplicaSets of a careful rollout as a watch shows them.
# time: real

kubectl apply -f careful.yaml > /dev/null
./rolled-out web
timeout 25 kubectl get deployment web -w --no-headers &
sleep 1
kubectl set image deployment/web app=registry.test/shop/web:v2 >&2
wait
