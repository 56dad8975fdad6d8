# HTTP from one pod to others: names, services, ports on which nobody listens.
# kubectl: 1.34

kubectl apply -f app.yaml

./rolled-out web

kubectl run asker --image=registry.test/shop/web:v2 --command -- sleep 3600

kubectl wait pod asker --for=condition=Ready --timeout=30s

./until "^ok" kubectl exec asker -- wget -qO- http://web/

kubectl exec asker -- wget -qO- http://web/

kubectl exec asker -- wget -qO- "http://web.$NAMESPACE/"

kubectl exec asker -- wget -qO- "http://web.$NAMESPACE.svc.cluster.local:80/some/path"

kubectl exec asker -- sh -c 'wget -qO- "http://$WEB_SERVICE_HOST:$WEB_SERVICE_PORT/"' ; echo "$?"

kubectl exec asker -- wget -qO- "http://$(kubectl get pods -l app=web -o jsonpath='{.items[0].status.podIP}'):8080/"

kubectl exec asker -- wget -qO- "http://$(kubectl get pods -l app=web -o jsonpath='{.items[0].status.podIP}'):8081/"

kubectl exec asker -- wget -qO- http://127.0.0.1:8080/

kubectl exec deployment/web -- wget -qO- http://127.0.0.1:8080/

kubectl exec deployment/web -- wget -qO- http://localhost:8080/ready

kubectl exec asker -- wget -q -O /tmp/page http://web/; kubectl exec asker -- cat /tmp/page

kubectl exec asker -- wget --spider http://web/

kubectl scale deployment web --replicas=0

./until "refused" kubectl exec asker -- wget -qO- http://web/

kubectl exec asker -- wget -qO- http://web/
