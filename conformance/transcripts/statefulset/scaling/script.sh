# Ordered scaling, minReadySeconds, ordinals, and what cannot be changed.
# kubectl: 1.32 1.34
# speed: 1

sed 's/replicas: 3/replicas: 1\n  minReadySeconds: 3/' stateful.yaml | kubectl apply -f -

kubectl wait statefulset/db --for=jsonpath='{.status.readyReplicas}'=1 --timeout=60s

kubectl rollout status statefulset/db --timeout=60s

kubectl scale statefulset/db --replicas=3

kubectl rollout status statefulset/db --timeout=60s

kubectl get statefulset db -o jsonpath='{.status.availableReplicas}{"\n"}'

kubectl scale statefulset/db --replicas=1

./gone pod/db-1 pod/db-2

kubectl scale statefulset/db --replicas=1 --current-replicas=3

kubectl scale statefulset/db --replicas=-1

kubectl patch statefulset db -p '{"spec":{"serviceName":"other"}}'

kubectl patch statefulset db -p '{"spec":{"podManagementPolicy":"Parallel"}}'

kubectl patch statefulset db -p '{"spec":{"selector":{"matchLabels":{"app":"x"}}}}'

kubectl patch statefulset db -p '{"spec":{"ordinals":{"start":5}}}'

./until "db-5 +1/1" kubectl get pods

./gone pod/db-0

kubectl get pods

kubectl delete statefulset db --cascade=orphan

kubectl get pods

kubectl delete pods --all
