# Server-side apply of a custom kind: maps, sets, keyed lists and what is not described.
# kubectl: 1.34

./defined widgets.yaml lever

./widget a 'spec: { size: 3, tags: [x], parts: [{ name: p }, { name: q, count: 2 }], free: { a: { b: 1 }, l: [1] } }' | kubectl apply --server-side -f -

./widget a 'spec: { size: 4, tags: [y], parts: [{ name: r }], free: { a: { c: 1 } } }' | kubectl apply --server-side --field-manager=other -f -

./widget a 'spec: { size: 4, tags: [y], parts: [{ name: r }], free: { a: { c: 1 } } }' | kubectl apply --server-side --field-manager=other --force-conflicts -f -

kubectl get lever a -o jsonpath='{.spec}{"\n"}'

./widget a 'spec: { size: 4, tags: [x], parts: [{ name: q, count: 2 }], free: { l: [1] } }' | kubectl apply --server-side -f -

kubectl get lever a -o jsonpath='{.spec}{"\n"}'

./widget a 'spec: { size: 4, extra: 1 }' | kubectl apply --server-side -f -

./widget a 'spec: { size: many }' | kubectl apply --server-side -f -

./widget a 'spec: { size: 4, parts: [{ name: p }, { name: p }] }' | kubectl apply --server-side -f -

./widget b 'spec: { size: 4 }' | kubectl apply -f -

./widget b 'spec: { size: 5 }' | kubectl diff -f - | sed '/^diff\|^---\|^+++/d'

./widget b 'spec: { size: 5 }' | kubectl apply --dry-run=server -f -

./widget b 'spec: { size: 50 }' | kubectl apply --dry-run=server -f -

./widget b 'spec: { size: 5 }' | kubectl apply -f -

kubectl apply view-last-applied lever b
