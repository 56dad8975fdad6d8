# Policies that cannot be evaluated, and policies that the server refuses.

./policy 'matchConstraints: { resourceRules: [{ apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps] }] }, validations: [{ expression: "object.data.size == '"'small'"'" }]'

kubectl create configmap a

kubectl create configmap a --from-literal=size=big

kubectl create configmap a --from-literal=size=small

kubectl patch validatingadmissionpolicy "$NAMESPACE" --type=merge -p '{"spec":{"failurePolicy":"Ignore"}}' && sleep 3

kubectl create configmap b

kubectl create configmap c --from-literal=size=big

kubectl apply -f - <<END
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: "$NAMESPACE-refused" }
spec: { failurePolicy: Sometimes }
END

kubectl apply -f - <<END
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: "$NAMESPACE-refused" }
spec:
  matchConstraints: { resourceRules: [{ apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps] }] }
  validations: [{ expression: "object.x ==" }, { expression: "nothing.x == 1" }, { expression: "true", reason: Whim }, { expression: " " }]
END

kubectl apply -f - <<END
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: "$NAMESPACE-refused" }
spec: { policyName: "$NAMESPACE", validationActions: [Deny, Warn, Shout] }
END

kubectl apply -f - <<END
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: "$NAMESPACE-refused" }
spec: { policyName: "$NAMESPACE" }
END
