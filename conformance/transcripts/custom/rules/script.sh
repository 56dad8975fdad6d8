# Rules of a definition, some of which look at what was before.
# kubectl: 1.34

./defined widgets.yaml ruler

./widget a 'spec: { size: 3, limit: 2 }' | kubectl create -f -

./widget a 'spec: { size: 3, limit: 3 }' | kubectl create -f -

kubectl patch ruler a --type=merge -p '{"spec":{"size":4}}'

kubectl patch ruler a --type=merge -p '{"spec":{"color":"blue"}}'

kubectl patch ruler a --type=merge -p '{"spec":{"color":"blue","size":4}}'

kubectl patch ruler a --type=merge -p '{"spec":{"size":40}}'

kubectl patch ruler a --type=merge -p '{"spec":{"size":4,"limit":9}}'

./widget a 'spec: { size: 5, limit: 1 }' | kubectl replace -f -

kubectl get ruler a -o jsonpath='{.spec}{"\n"}'
