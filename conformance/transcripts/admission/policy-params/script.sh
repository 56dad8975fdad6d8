# Policies with parameters, variables and conditions.

kubectl create configmap limits --from-literal=most=2

./policy 'paramKind: { apiVersion: v1, kind: ConfigMap }, matchConstraints: { resourceRules: [{ apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments] }] }, matchConditions: [{ name: not-free, expression: "!object.metadata.name.startsWith('"'free'"')" }], variables: [{ name: most, expression: "int(params.data.most)" }, { name: images, expression: "object.spec.template.spec.containers.map(c, c.image)" }], validations: [{ expression: "object.spec.replicas <= variables.most", messageExpression: "'"'at most '"' + string(variables.most) + '"' in '"' + namespaceObject.metadata.name" }, { expression: "variables.images.all(i, i.startsWith('"'registry.test/'"'))", message: images come from registry.test }]' "validationActions: [Deny], paramRef: { name: limits, parameterNotFoundAction: Deny }"

kubectl create deployment a --image=registry.test/shop/web:v1 --replicas=3

kubectl create deployment a --image=nginx

kubectl create deployment a --image=registry.test/shop/web:v1 --replicas=2

kubectl create deployment free --image=nginx --replicas=0

kubectl patch configmap limits --type=merge -p '{"data":{"most":"1"}}' && sleep 2

kubectl annotate deployment a x=y

kubectl patch configmap limits --type=merge -p '{"data":{"most":"many"}}' && sleep 2

kubectl annotate deployment a x=y

kubectl delete configmap limits && sleep 2

kubectl annotate deployment a x=y

kubectl get validatingadmissionpolicy,validatingadmissionpolicybinding "$NAMESPACE"
