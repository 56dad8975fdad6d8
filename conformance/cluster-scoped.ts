import type { Access, Json } from "./access.ts";

/** Kinds without a namespace of which scripts make objects. Definitions go last: their objects go with them. */
const kinds: readonly string[] = [
  "apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
  "apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations",
  "apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings",
  "apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies",
  "apis/certificates.k8s.io/v1/certificatesigningrequests",
  "apis/networking.k8s.io/v1/ingressclasses",
  "apis/node.k8s.io/v1/runtimeclasses",
  "apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
  "apis/rbac.authorization.k8s.io/v1/clusterroles",
  "apis/scheduling.k8s.io/v1/priorityclasses",
  "apis/storage.k8s.io/v1/storageclasses",
  "api/v1/persistentvolumes",
  "api/v1/namespaces",
  "apis/apiextensions.k8s.io/v1/customresourcedefinitions",
];

/** Deletes what a script left outside its namespace: whatever has the namespace in its name or as a label's value. */
export async function deleteClusterScoped(access: Access, namespace: string): Promise<void> {
  for (const kind of kinds) {
    const { items = [] } = (await access.find(`/${kind}`)) ?? {};
    for (const { metadata } of items.filter((item: Json) => isOf(item, namespace)))
      await access.discard(`/${kind}/${encodeURIComponent(metadata.name)}`);
  }
}

const isOf = ({ metadata: { name, labels = {} } }: Json, namespace: string) =>
  name.includes(namespace) || Object.values(labels).includes(namespace);
