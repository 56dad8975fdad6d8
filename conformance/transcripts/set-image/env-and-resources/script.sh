# Other ways to start a rollout.

kubectl apply -f one.yaml

./rolled-out web

kubectl set env deployment/web COLOUR=blue

./rolled-out web

kubectl set env deployment/web --list

kubectl set env deployment/web COLOUR-

./rolled-out web

kubectl set resources deployment/web --requests=cpu=10m,memory=16Mi --limits=memory=32Mi

./rolled-out web

kubectl get pods -o jsonpath='{.items[*].status.qosClass} {.items[*].spec.containers[0].resources}'

kubectl set resources deployment/web --requests=cpu=nonsense

kubectl set resources deployment/web --requests=memory=64Mi

kubectl rollout history deployment/web
