# An init container that fails holds its pod up, or ends it where nothing is restarted.

kubectl apply -f init.yaml

./until "stuck .*Init:CrashLoopBackOff" kubectl get pods

./until "over .*Init:Error" kubectl get pods

kubectl get pod over

kubectl get pod over -o jsonpath='{.status.phase} {.status.conditions[?(@.type=="Initialized")].reason}{"\n"}'

kubectl logs stuck -c prepare

kubectl logs stuck

kubectl describe pod over

kubectl delete pods --all
