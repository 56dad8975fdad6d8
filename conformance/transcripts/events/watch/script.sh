# Events are followed while they happen.
# speed: 1

(sleep 1; kubectl create job quick --image=registry.test/shop/web:v1 -- true > /dev/null; kubectl wait job/quick --for=condition=Complete --timeout=60s > /dev/null) &
timeout 12 kubectl get events --watch-only --no-headers -o custom-columns=REASON:.reason,KIND:.involvedObject.kind,MESSAGE:.message
wait

kubectl events -A --for job/quick | grep -c kube-system

kubectl events --for job/quick -o custom-columns=REASON:.reason,MESSAGE:.message
