# A policy that came after a release: the old version is not admissible any more, and nothing leads back to it.
# kubectl: 1.32 1.34

kubectl apply -f one.yaml && ./rolled-out web

kubectl set image deployment/web app=registry.test/shop/web:v2 && ./rolled-out web

./policy 'matchConstraints: { resourceRules: [{ apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments] }] }, validations: [{ expression: "object.spec.template.spec.containers.all(c, !c.image.endsWith('"':v1'"'))", message: v1 is withdrawn }]'

kubectl rollout undo deployment/web

kubectl rollout undo deployment/web --dry-run=server

kubectl apply -f one.yaml

kubectl rollout restart deployment/web && ./rolled-out web

kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0].image}'

kubectl patch validatingadmissionpolicy "$NAMESPACE" --type=json -p '[{"op":"replace","path":"/spec/matchConstraints/resourceRules/0","value":{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE"],"resources":["pods"]}},{"op":"replace","path":"/spec/validations/0/expression","value":"object.spec.containers.all(c, !c.image.endsWith(\":v1\"))"}]' && sleep 3

kubectl rollout undo deployment/web --to-revision=1

./until 'v1 is withdrawn' kubectl get events --field-selector reason=FailedCreate

kubectl run alone --image=registry.test/shop/web:v1

kubectl delete deployment web

kubectl delete validatingadmissionpolicybinding "$NAMESPACE" && sleep 2

kubectl run alone --image=registry.test/shop/web:v1
