# Pods of a parallel StatefulSet come and go at once; a broken release heals by its undo alone.

sed "s/serviceName: db/podManagementPolicy: Parallel/; s/replicas: 3/replicas: 2/" stateful.yaml | kubectl apply -f -

kubectl rollout status statefulset/db --timeout=60s

kubectl scale statefulset/db --replicas=3

kubectl rollout status statefulset/db --timeout=60s

kubectl get statefulset/db

kubectl scale statefulset/db --replicas=2 --current-replicas=3

./gone pod/db-2

kubectl set image statefulset/db app=registry.test/shop/web:crashing

./until "db-1 .*CrashLoopBackOff" kubectl get pods

kubectl get pods db-0 -o jsonpath='{.spec.containers[0].image}{"\n"}'

kubectl rollout undo statefulset/db

kubectl rollout status statefulset/db --timeout=60s

kubectl get pods
