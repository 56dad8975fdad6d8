# Endpoints that somebody writes for a service without selector are mirrored in slices, and backends of an Ingress are found there
# kubectl: 1.32 1.34

kubectl create -f external.yaml

./until 10.9.9.7 kubectl get endpointslices -o jsonpath='{.items[*].endpoints[*].addresses}'

kubectl describe service external | grep -v ^IP:

kubectl describe ingress external

kubectl patch endpoints external --type=json -p '[{"op":"replace","path":"/subsets/0/addresses/0/ip","value":"10.9.9.8"}]'

./until 10.9.9.8 kubectl get endpointslices -o jsonpath='{.items[*].endpoints[*].addresses}'

kubectl get endpointslices -o jsonpath='{.items[*].metadata.labels}{.items[*].endpoints}{.items[*].ports}'
