# NetworkPolicies as objects: created, shown, changed, refused.
# kubectl: 1.32 1.34

kubectl apply -f policies.yaml

kubectl get networkpolicies

kubectl get netpol front -o yaml

kubectl describe networkpolicy front

kubectl describe networkpolicy closed

kubectl get networkpolicy closed -o jsonpath='{.spec.policyTypes}'

kubectl patch networkpolicy closed --type=merge -p '{"spec":{"ingress":[{"from":[{"ipBlock":{"cidr":"nonsense"}}]}]}}'

kubectl patch networkpolicy closed --type=merge -p '{"spec":{"policyTypes":["Sideways"]}}'

kubectl patch networkpolicy front --type=json -p '[{"op":"replace","path":"/spec/ingress/0/ports/0/port","value":70000}]'

kubectl patch networkpolicy front --type=json -p '[{"op":"add","path":"/spec/ingress/0/ports/0/endPort","value":80}]'

kubectl patch networkpolicy front --type=json -p '[{"op":"add","path":"/spec/ingress/0/from/0/ipBlock","value":{"cidr":"10.0.0.0/8"}}]'

kubectl patch networkpolicy front --type=json -p '[{"op":"remove","path":"/spec/ingress/0/ports"}]'

kubectl describe networkpolicy front

kubectl delete networkpolicy closed front
