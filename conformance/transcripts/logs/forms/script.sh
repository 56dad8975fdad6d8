# Logs in all their forms.
# kubectl: 1.32 1.34

kubectl apply -f talkers.yaml

kubectl wait pod one two --for=condition=Ready --timeout=30s

./until "line 3" kubectl logs two -c second

kubectl logs one

kubectl logs one --tail=1

kubectl logs one --tail=-1

kubectl logs one --limit-bytes=10

kubectl logs one --since=1h --tail=2

kubectl logs one --since-time=2020-01-01T00:00:00Z --tail=1

kubectl logs one --timestamps --tail=1

kubectl logs two

kubectl logs two -c second

kubectl logs two --all-containers | sort

kubectl logs two --all-containers --prefix --tail=1 | sort

kubectl logs -l app=talker --prefix --tail=1 | sort

kubectl logs -l app=talker --all-containers --tail=1 --prefix | sort

kubectl logs -l app=talker --all-containers -f --max-log-requests=2

kubectl logs two -c nobody

kubectl logs two --since=1h --since-time=2020-01-01T00:00:00Z

kubectl logs one --since=-1s

kubectl logs one --tail=-5

kubectl logs one --limit-bytes=-1

kubectl logs one two

kubectl logs pod/one pod/two --tail=1

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/one/log?tailLines=-1"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/one/log?limitBytes=0"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/one/log?sinceSeconds=0"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/one/log?tailLines=abc"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/one/log?sinceTime=xx"

kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/one/log?sinceSeconds=5&sinceTime=2020-01-01T00:00:00Z"
