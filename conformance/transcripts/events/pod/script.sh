# Events of pods that fail, as kubectl prints them.
# speed: 1

kubectl run missing --image=registry.test/shop/web:missing

./until ImagePullBackOff kubectl get pod missing

./until BackOff kubectl get events

kubectl get events --field-selector involvedObject.name=missing --sort-by=.metadata.name -o custom-columns=TYPE:.type,REASON:.reason,MESSAGE:.message

kubectl events --for pod/missing --types=Warning --no-headers | sed "s/^[^ ]* *//" | sort

kubectl get events --field-selector type=Normal,involvedObject.name=missing -o name | wc -l

kubectl describe pod missing | sed -n "/^Status:/p;/^Conditions/,/^Volumes/p"
