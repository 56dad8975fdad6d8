import type { Access, Json } from "./access.ts";

/** Kinds of which every object of a transcript's namespace is part of the result. Endpoints mirror their slices. */
const observed: Readonly<Record<string, readonly string[]>> = {
  "api/v1": [
    "configmaps",
    "limitranges",
    "persistentvolumeclaims",
    "pods",
    "resourcequotas",
    "secrets",
    "serviceaccounts",
    "services",
  ],
  "apis/apps/v1": ["controllerrevisions", "daemonsets", "deployments", "replicasets", "statefulsets"],
  "apis/autoscaling/v2": ["horizontalpodautoscalers"],
  "apis/batch/v1": ["cronjobs", "jobs"],
  "apis/coordination.k8s.io/v1": ["leases"],
  "apis/discovery.k8s.io/v1": ["endpointslices"],
  "apis/networking.k8s.io/v1": ["ingresses", "networkpolicies"],
  "apis/policy/v1": ["poddisruptionbudgets"],
  "apis/rbac.authorization.k8s.io/v1": ["rolebindings", "roles"],
};

/** What every namespace has from the start. */
const given: readonly string[] = ["ConfigMap/kube-root-ca.crt", "ServiceAccount/default"];

/** The objects of a namespace that its scripts made or caused, events excepted. */
export async function objectsOf(access: Access, namespace: string): Promise<readonly Json[]> {
  const builtIn = Object.entries(observed).flatMap(([root, names]) => names.map((name) => ({ root, name })));
  const lists: Json[] = [];
  for (const { root, name } of [...builtIn, ...(await customResources(access, namespace))])
    lists.push(await access.find(`/${root}/namespaces/${namespace}/${name}`));
  return lists
    .flatMap((list: Json) =>
      (list?.items ?? []).map((item: Json) => {
        const { apiVersion, kind } = list;
        return { apiVersion, kind: kind.replace(/List$/, ""), ...item };
      }),
    )
    .filter(({ kind, metadata }: Json) => !given.includes(`${kind}/${metadata.name}`));
}

/** Every namespaced kind that the script defined, under its stored version. The kinds of others may be about to go. */
async function customResources(access: Access, namespace: string): Promise<readonly { root: string; name: string }[]> {
  const definitions = await access.find("/apis/apiextensions.k8s.io/v1/customresourcedefinitions");
  return (definitions?.items ?? [])
    .filter(({ metadata, spec }: Json) => spec.scope === "Namespaced" && metadata.name.includes(namespace))
    .map(({ spec }: Json) => {
      const version = spec.versions.find(({ storage }: Json) => storage).name;
      return { root: `apis/${spec.group}/${version}`, name: spec.names.plural };
    });
}
