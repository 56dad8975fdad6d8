# Configurations of webhooks that the server refuses, and what it makes of those that it takes.
# kubectl: 1.32 1.34
# speed: 1

kubectl apply -f - <<END
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: "$NAMESPACE" }
webhooks:
  - name: short
    clientConfig: { url: "http://127.0.0.1:9/x?y=1#z" }
    rules: [{ apiGroups: [], apiVersions: [], operations: [FOO], resources: ["*"], scope: Weird }]
    failurePolicy: Perhaps
    matchPolicy: Perhaps
    sideEffects: Some
    admissionReviewVersions: [v2]
    timeoutSeconds: 40
    matchConditions: [{ name: a b, expression: "object.x ==" }]
  - name: a.example.com
    sideEffects: None
    admissionReviewVersions: [v1]
    clientConfig: {}
  - name: a.example.com
    sideEffects: None
    admissionReviewVersions: [v1]
    clientConfig: { url: "https://x", service: { name: a, namespace: b } }
END

kubectl apply -f - <<END
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: "$NAMESPACE" }
webhooks: [{ name: a.example.com, clientConfig: { url: "https://user@127.0.0.1:9" }, reinvocationPolicy: Often }]
END

kubectl apply -f - <<END
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: "$NAMESPACE" }
webhooks:
  - name: a.example.com
    clientConfig: { service: { name: a, namespace: "$NAMESPACE" } }
    sideEffects: None
    admissionReviewVersions: [v1]
    namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "$NAMESPACE" } }
    rules: [{ apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [nothing] }]
END

kubectl get mutatingwebhookconfiguration "$NAMESPACE"

kubectl get mutatingwebhookconfiguration "$NAMESPACE" -o yaml

kubectl describe mutatingwebhookconfiguration "$NAMESPACE"

kubectl patch mutatingwebhookconfiguration "$NAMESPACE" --type=json -p '[{"op":"add","path":"/webhooks/0/failurePolicy","value":"Ignore"}]'

kubectl get mutatingwebhookconfiguration "$NAMESPACE" -o jsonpath='{.metadata.generation} {.webhooks[0].failurePolicy}'

kubectl delete mutatingwebhookconfiguration "$NAMESPACE"
