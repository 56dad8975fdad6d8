# An init container that never ends well.
# speed: 1

kubectl apply -f init.yaml

./until "Init:CrashLoopBackOff" kubectl get pods

kubectl get pods

kubectl logs deployment/web

kubectl patch deployment web --type=json -p '[{"op":"remove","path":"/spec/template/spec/initContainers"}]'

./rolled-out web

kubectl get pods
