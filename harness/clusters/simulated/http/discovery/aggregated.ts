import type { Json } from "../../../kubernetes.ts";
import { servedSubresource, subresourcesOf, type ServedGroupVersion, type ServedResource } from "./served.ts";

/** `APIGroupDiscoveryList` of all given group versions: all that a client wants to know, in one answer. */
export function aggregatedDiscovery(groupVersions: readonly ServedGroupVersion[], version: "v2" | "v2beta1"): Json {
  const groups = new Map<string, ServedGroupVersion[]>();
  for (const entry of groupVersions) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return {
    kind: "APIGroupDiscoveryList",
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: [...groups].map(([name, versions]) => ({
      metadata: name === "" ? {} : { name },
      versions: versions.map(({ version, resources }) => ({
        version,
        resources: resources.map(resourceEntry),
        freshness: "Current",
      })),
    })),
  };
}

function resourceEntry(resource: ServedResource): Json {
  const subresources = subresourcesOf(resource);
  return {
    resource: resource.plural,
    responseKind: { ...kindGroup(resource), kind: resource.kind },
    scope: resource.namespaced ? "Namespaced" : "Cluster",
    singularResource: resource.singular,
    verbs: resource.verbs,
    ...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
    ...(resource.categories.length === 0 ? {} : { categories: resource.categories }),
    ...(subresources.length === 0
      ? {}
      : {
          subresources: subresources.map((subresource) => {
            const { kind = resource.kind, verbs, ...group } = servedSubresource(resource, subresource)!;
            return { subresource, responseKind: { ...kindGroup(resource), ...group, kind }, verbs };
          }),
        }),
  };
}

/** Custom kinds name their group, the others leave it to where they stand. */
function kindGroup({ custom, group, version }: ServedResource): { readonly group: string; readonly version: string } {
  return custom === undefined ? { group: "", version: "" } : { group, version };
}
