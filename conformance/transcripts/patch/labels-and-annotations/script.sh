# Labels and annotations: set, changed, refused, listed, removed, of many at once.
# kubectl: 1.32 1.34

for n in a b c; do kubectl create configmap $n; done

kubectl label configmap a tier=web

kubectl label configmap a tier=web

kubectl label configmap a tier=db

kubectl label configmap a tier=db --overwrite

kubectl label configmap a --list

kubectl label configmaps -l tier tier- new=1

kubectl label configmap a gone-

kubectl label configmap a 'bad key=1'

kubectl label configmap a key=bad/value

kubectl label configmap a tier=x tier-

kubectl label configmap a

kubectl label configmap none x=y

kubectl label configmaps --all x=y --dry-run=client

kubectl label configmap a b x=y --dry-run=server -o name

kubectl annotate configmap a note='some text, with = and spaces'

kubectl annotate configmap a note=other

kubectl annotate configmap a note=other --overwrite

kubectl annotate configmap a --list

kubectl annotate configmap a b c note- by=me

kubectl annotate -f config.yaml x=y

kubectl label configmap a x=z --local -o yaml

kubectl label configmap a x=z --field-manager=me -o jsonpath='{.metadata.labels}'
