# Services of every type, and what they refuse.

kubectl apply -f services.yaml

kubectl get services

kubectl describe service headless

kubectl patch service headless -p '{"spec":{"type":"NodePort"}}'

kubectl patch service plain -p '{"spec":{"ports":[{"port":80,"protocol":"SCTPX"}]}}'

kubectl patch service plain --type merge -p '{"spec":{"ports":[{"port":80},{"port":81}]}}'

kubectl patch service plain --type merge -p '{"spec":{"ports":[{"name":"a","port":80,"targetPort":"http"},{"name":"b","port":81}]}}'

kubectl delete -f services.yaml
