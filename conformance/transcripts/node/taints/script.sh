# Taints keep pods away or drive them off, at once or after a while; DaemonSets follow.
# kubectl: 1.32 1.34
# workers: 2

kubectl label node $NODE1 place=here

kubectl apply -f placed.yaml

kubectl rollout status statefulset/db --timeout=60s

kubectl taint nodes $NODE1 upgrade=soon:NoSchedule

kubectl taint nodes $NODE1 upgrade=soon:NoSchedule

kubectl taint nodes $NODE1 upgrade=now:NoSchedule --overwrite

kubectl get node $NODE1 -o jsonpath='{.spec.taints}{"\n"}'

kubectl delete pod db-1

./until "Pending" kubectl get pod db-1

./until "FailedScheduling" kubectl get events

kubectl get pods

kubectl apply -f patient.yaml

kubectl wait pod/patient pod/firm --for=condition=Ready --timeout=60s

kubectl taint nodes $NODE1 upgrade-

kubectl wait pod/db-1 --for=condition=Ready --timeout=60s

kubectl taint nodes $NODE1 maintenance=yes:NoExecute

./gone pod/patient

kubectl get pod firm

./until "db-0 .*Pending" kubectl get pods

kubectl taint nodes $NODE1 maintenance:NoExecute-

kubectl rollout status statefulset/db --timeout=60s

kubectl get pods

kubectl taint nodes $NODE1 nonsense

kubectl taint nodes $NODE1 a=b:Never

kubectl taint nodes $NODE1 missing-

kubectl taint nodes nobody a=b:NoSchedule

kubectl label node $NODE1 place-
