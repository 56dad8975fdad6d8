# A StatefulSet is rolled out from its highest pod down, and back.
# kubectl: 1.32 1.34
# core: yes

kubectl apply -f stateful.yaml

kubectl rollout status statefulset/db --timeout=60s

kubectl get statefulsets,pods

kubectl get statefulset db -o wide

kubectl set image statefulset/db app=registry.test/shop/web:v2

kubectl rollout status statefulset/db --timeout=60s

kubectl rollout history statefulset/db

kubectl rollout history statefulset/db --revision=1

kubectl rollout undo statefulset/db --dry-run=server

kubectl rollout undo statefulset/db

kubectl rollout status statefulset/db --timeout=60s

kubectl rollout history sts db

kubectl get controllerrevisions

kubectl get pods -L controller-revision-hash,apps.kubernetes.io/pod-index

kubectl rollout undo statefulset/db --to-revision=9

kubectl rollout undo statefulset/db --to-revision=2

kubectl rollout status statefulset/db --timeout=60s

kubectl describe statefulset db --show-events=false
