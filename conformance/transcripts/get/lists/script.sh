# Lists as YAML and JSON, of several kinds, by label, with kinds shown.
# kubectl: 1.32 1.34

kubectl create configmap a --from-literal=k=1 && kubectl create configmap b --from-literal=k=2 && kubectl create secret generic c --from-literal=k=3

kubectl label configmap a b set=x && kubectl label secret c set=x

kubectl get configmaps -l set=x -o yaml

kubectl get configmaps -l set=none -o yaml

kubectl get configmap,secret -l set=x

kubectl get configmap,secret -l set=x -o json

kubectl get configmap/a secret/c -o name

kubectl get configmap/a secret/c secret/d

kubectl get configmaps -l set=x --show-kind --no-headers

kubectl get configmaps -l "set in (x,y),set!=z" -o name

kubectl get configmaps -l "!set" -o name

kubectl get configmaps a b -L set

kubectl get configmap a -o jsonpath-as-json='{.data}'

kubectl get configmaps -l set=x -o jsonpath='{range .items[*]}{.metadata.name}={.data.k}{"\n"}{end}'

kubectl get configmaps -l set=x -o jsonpath='{.items[?(@.data.k=="2")].metadata.name}'

kubectl get configmaps -l set=x -o jsonpath='{.items[*].data.none}'

kubectl get configmaps a -o template --template="{{.data.k}}"
