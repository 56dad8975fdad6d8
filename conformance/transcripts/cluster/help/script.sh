# Mistakes in the call itself.

kubectl gte pods

kubectl get

kubectl get pods --nonsense

kubectl rollout

kubectl rollout nonsense

kubectl rollout undo

kubectl set image deployment/web

kubectl scale --replicas=1

kubectl apply -f a -f

kubectl patch deployment web

kubectl label

kubectl create deployment

kubectl create nonsense

kubectl delete

kubectl describe

kubectl logs a b c

kubectl rollout undo deployment/web --to-revision=x

kubectl --kubeconfig=nothing.yaml get pods

KUBECONFIG=nothing.yaml kubectl get pods
