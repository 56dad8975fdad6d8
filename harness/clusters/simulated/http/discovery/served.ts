import type { Resource } from "../../api/resources/resource.ts";
import { compareVersions } from "../../api/custom/version-order.ts";
import { unstoredResources } from "../handlers/components.ts";
import { reviewResources } from "../handlers/reviews.ts";

/** What discovery and routing need to know of a resource. */
export type ServedResource = Pick<
  Resource,
  | "group"
  | "version"
  | "kind"
  | "plural"
  | "singular"
  | "shortNames"
  | "categories"
  | "namespaced"
  | "verbs"
  | "subresources"
  | "custom"
>;

/** One API group version and what is in it, in the order of the plural names. */
export interface ServedGroupVersion {
  readonly group: string;
  readonly version: string;
  readonly resources: readonly ServedResource[];
}

const proxyVerbs = ["create", "delete", "get", "patch", "update"];

/** Subresources that this server answers, with their kind where it is not the parent's. */
export const servedSubresources: Readonly<
  Record<
    string,
    { readonly group?: string; readonly version?: string; readonly kind?: string; readonly verbs: readonly string[] }
  >
> = {
  "pods/attach": { kind: "PodAttachOptions", verbs: ["create", "get"] },
  "pods/ephemeralcontainers": { verbs: ["get", "patch", "update"] },
  "pods/exec": { kind: "PodExecOptions", verbs: ["create", "get"] },
  "pods/portforward": { kind: "PodPortForwardOptions", verbs: ["create", "get"] },
  "pods/proxy": { kind: "PodProxyOptions", verbs: proxyVerbs },
  "services/proxy": { kind: "ServiceProxyOptions", verbs: proxyVerbs },
  approval: { verbs: ["get", "patch", "update"] },
  binding: { kind: "Binding", verbs: ["create"] },
  eviction: { group: "policy", version: "v1", kind: "Eviction", verbs: ["create"] },
  log: { verbs: ["get"] },
  scale: { group: "autoscaling", version: "v1", kind: "Scale", verbs: ["get", "patch", "update"] },
  status: { verbs: ["get", "patch", "update"] },
  token: { group: "authentication.k8s.io", version: "v1", kind: "TokenRequest", verbs: ["create"] },
};

/**
 * The real server's order of groups: where two groups have a resource of the same name, clients that are not told the
 * group take the first.
 */
const groupOrder = [
  "",
  "apiregistration.k8s.io",
  "apps",
  "events.k8s.io",
  "authentication.k8s.io",
  "authorization.k8s.io",
  "autoscaling",
  "batch",
  "certificates.k8s.io",
  "networking.k8s.io",
  "policy",
  "rbac.authorization.k8s.io",
  "storage.k8s.io",
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "scheduling.k8s.io",
  "coordination.k8s.io",
  "node.k8s.io",
  "discovery.k8s.io",
  "resource.k8s.io",
  "flowcontrol.apiserver.k8s.io",
];

/** Everything that a cluster with these stored resources serves, in the order in which clients are told of it. */
export function servedGroupVersions(stored: readonly Resource[]): readonly ServedGroupVersion[] {
  const groups = new Map<string, { group: string; version: string; resources: ServedResource[] }>();
  for (const resource of [...stored, ...reviewResources, ...unstoredResources]) {
    const { group, version } = resource;
    const key = `${group}/${version}`;
    let entry = groups.get(key);
    if (entry === undefined) groups.set(key, (entry = { group, version, resources: [] }));
    entry.resources.push(resource);
  }
  const order = (group: string) => (groupOrder.includes(group) ? groupOrder.indexOf(group) : groupOrder.length);
  return [...groups.values()]
    .map((entry) => ({ ...entry, resources: entry.resources.sort((a, b) => (a.plural < b.plural ? -1 : 1)) }))
    .sort(
      (a, b) => order(a.group) - order(b.group) || byText(a.group, b.group) || compareVersions(b.version, a.version),
    );
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `v1` or `apps/v1`. */
export function apiVersionOf({ group, version }: { readonly group: string; readonly version: string }): string {
  return group === "" ? version : `${group}/${version}`;
}

/** How a subresource is served: some are of one resource only. */
export function servedSubresource(
  { plural }: Pick<ServedResource, "plural">,
  name: string,
): (typeof servedSubresources)[string] | undefined {
  return servedSubresources[`${plural}/${name}`] ?? servedSubresources[name];
}

/** The subresources of a resource that this server answers, sorted. */
export function subresourcesOf(resource: ServedResource): readonly string[] {
  const served = resource.subresources.filter((name) => servedSubresource(resource, name) !== undefined);
  return resource.custom === undefined ? served.sort() : served;
}
