# Repetitions are counted, and kubectl tells how often and how long.

kubectl run broken --image=registry.test/shop/web:missing

./until "Back-off pulling" kubectl get events

kubectl wait pod/broken --for=condition=Ready --timeout=1s

./until "BackOff.*\(x2" kubectl events --for pod/broken

kubectl events --for pod/broken --types=Warning -o custom-columns=REASON:.reason,MESSAGE:.message

kubectl events --types=Nonsense

kubectl events --for pod/nobody

kubectl events --for nonsense

kubectl get events --field-selector involvedObject.name=broken,reason=Scheduled -o custom-columns=REASON:.reason,TYPE:.type,FROM:.reportingComponent

kubectl get events --field-selector nonsense=1

kubectl create event hello

kubectl delete pod broken --now
