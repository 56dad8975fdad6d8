# Fields that cannot change.
# kubectl: 1.32 1.34

kubectl apply -f one.yaml

kubectl apply -f other-selector.yaml

kubectl patch deployment web --type merge -p '{"spec":{"selector":{"matchLabels":{"app":"b"}}}}'

kubectl apply -f app.yaml

kubectl patch service web --type merge -p '{"spec":{"clusterIP":"10.96.0.200"}}' | sed "s/10.96.0.200/<ip>/"

kubectl apply -f frozen.yaml

kubectl patch configmap frozen --type merge -p '{"data":{"a":"2"}}'

kubectl patch configmap frozen --type merge -p '{"immutable":false}'

kubectl label configmap frozen a=b

kubectl apply -f pod.yaml

kubectl patch pod alone -p '{"spec":{"restartPolicy":"Never"}}'

kubectl patch secret typed --type merge -p '{"type":"x"}'

kubectl patch configmap frozen --type merge -p '{"metadata":{"name":"melted"}}'
