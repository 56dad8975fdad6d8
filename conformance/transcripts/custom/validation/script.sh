# Objects that their schema does not let pass.
# kubectl: 1.34

./defined widgets.yaml bolt

./widget a 'spec: { size: 30 }' | kubectl create -f -

./widget a 'spec: { size: 0 }' | kubectl create -f -

./widget a 'spec: { size: "3" }' | kubectl create -f -

./widget a 'spec: { size: 3.5 }' | kubectl create -f -

./widget a 'spec: {}' | kubectl create -f -

./widget a 'status: {}' | kubectl create -f -

./widget a 'spec: { size: 3, color: pink }' | kubectl create -f -

./widget a 'spec: { size: 3, name: toolong }' | kubectl create -f -

./widget a 'spec: { size: 3, name: x }' | kubectl create -f -

./widget a 'spec: { size: 3, name: BAD }' | kubectl create -f -

./widget a 'spec: { size: 3, port: 1.5 }' | kubectl create -f -

./widget a 'spec: { size: 3, when: yesterday }' | kubectl create -f -

./widget a 'spec: { size: 3, tags: [a, b, c, d] }' | kubectl create -f -

./widget a 'spec: { size: 3, tags: [a, a] }' | kubectl create -f -

./widget a 'spec: { size: 3, parts: [{ name: p }, { name: p }] }' | kubectl create -f -

./widget a 'spec: { size: 3, parts: [{ count: 1 }] }' | kubectl create -f -

./widget a 'spec: { size: 3, labels: { a: 1 } }' | kubectl create -f -

./widget a 'spec: { size: 3, free: 1 }' | kubectl create -f -

./widget a_b 'spec: { size: 3 }' | kubectl create -f -

./widget a 'spec: null' | kubectl create -f -

./widget a 'spec: { size: 3, replicas: -1 }' | kubectl create -f -

./widget a 'spec: { size: 3, bogus: 1 }' | kubectl create -f -

./widget a 'spec: { size: 3, bogus: 1, parts: [{ name: p, other: 1 }] }' | kubectl create --validate=warn -f -

./widget b 'spec: { size: 3, bogus: 1 }' | kubectl create --validate=false -f -

kubectl get bolts -o jsonpath='{range .items[*]}{.metadata.name} {.spec}{"\n"}{end}'

kubectl get bolts
