# Strategies that do not work.
# kubectl: 1.32 1.34

kubectl apply -f zero.yaml

kubectl apply -f one.yaml

kubectl patch deployment web -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":"150%","maxUnavailable":"a lot"}}}}'

kubectl patch deployment web -p '{"spec":{"minReadySeconds":700}}'

kubectl patch deployment web -p '{"spec":{"progressDeadlineSeconds":-1,"revisionHistoryLimit":-1}}'

kubectl patch deployment web -p '{"spec":{"strategy":{"type":"BlueGreen"}}}'

kubectl patch deployment web -p '{"spec":{"template":{"spec":{"restartPolicy":"Never"}}}}'

kubectl patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"app","image":""}]}}}}'
