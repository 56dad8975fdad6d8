# Everything of a healthy application described.
# kubectl: 1.32 1.34
# core: yes

kubectl apply -f app.yaml

./rolled-out web

kubectl describe deployment web

kubectl describe replicaset -l app=web

kubectl describe pods -l app=web

kubectl describe service web

kubectl describe configmap kube-root-ca.crt | head -5

kubectl describe deployment nobody

kubectl describe pods nobody
