# Pods for one command: attached to it, or read afterwards.
# kubectl: 1.34
# speed: 1

kubectl run piped --image=registry.test/shop/web:v1 --rm -i --quiet --restart=Never --command -- cat < <(sleep 4; echo through the pipe)

kubectl run slow --image=registry.test/shop/web:v1 --rm -i --quiet --restart=Never -- sh -c 'sleep 4; echo done; exit 3'

kubectl run log --image=registry.test/shop/web:v1 --restart=Never --command -- sh -c 'echo to the log; sleep 1; echo and here >&2; sleep 1; printf "no end"'

kubectl wait pod log --for=jsonpath='{.status.phase}'=Succeeded --timeout=30s

kubectl logs log

kubectl run loop --image=registry.test/shop/web:v1 --restart=Never --command -- sh -c 'i=0; while [ $i -lt 5 ]; do i=$((i+1)); echo line $i; sleep 1; done'

kubectl wait pod loop --for=jsonpath='{.status.phase}'=Running --timeout=30s

kubectl logs -f loop

kubectl wait pod loop --for=jsonpath='{.status.phase}'=Succeeded --timeout=30s

kubectl get pod loop -o jsonpath='{.status.containerStatuses[0].state.terminated.exitCode}'

kubectl run waiting --image=registry.test/shop/web:v1 --restart=Never --command -- sh -c 'until [ -f /tmp/go ]; do sleep 1; done; echo went'

kubectl wait pod waiting --for=condition=Ready --timeout=30s

kubectl exec waiting -- touch /tmp/go

kubectl wait pod waiting --for=jsonpath='{.status.phase}'=Succeeded --timeout=30s

kubectl logs waiting
