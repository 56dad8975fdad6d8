import { createHash } from "node:crypto";
import type { Json } from "../../../kubernetes.ts";
import {
  apiVersionOf,
  servedSubresource,
  subresourcesOf,
  type ServedGroupVersion,
  type ServedResource,
} from "./served.ts";

/** Answer to `GET /api`. */
export function coreVersions(address: string): Json {
  return {
    kind: "APIVersions",
    versions: ["v1"],
    serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress: address }],
  };
}

/** Answer to `GET /apis`: every group but the core one. */
export function groupList(groupVersions: readonly ServedGroupVersion[]): Json {
  const names = [...new Set(groupVersions.map(({ group }) => group))].filter((group) => group !== "");
  return { kind: "APIGroupList", apiVersion: "v1", groups: names.map((name) => groupEntry(name, groupVersions)!) };
}

/** Answer to `GET /apis/<group>`; undefined when there is no such group. */
export function group(name: string, groupVersions: readonly ServedGroupVersion[]): Json | undefined {
  const entry = groupEntry(name, groupVersions);
  return entry === undefined ? undefined : { kind: "APIGroup", apiVersion: "v1", ...entry };
}

/** Answer to `GET /api/v1` and `GET /apis/<group>/<version>`. */
export function resourceList(served: ServedGroupVersion): Json {
  return {
    kind: "APIResourceList",
    ...(served.group === "" ? {} : { apiVersion: "v1" }),
    groupVersion: apiVersionOf(served),
    resources: served.resources.flatMap((resource): Json[] => [
      {
        name: resource.plural,
        singularName: resource.singular,
        namespaced: resource.namespaced,
        kind: resource.kind,
        verbs: resource.verbs,
        ...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
        ...(resource.categories.length === 0 ? {} : { categories: resource.categories }),
        ...(resource.verbs.includes("watch") ? { storageVersionHash: storageVersionHash(resource) } : {}),
      },
      ...subresourcesOf(resource).map((subresource) => {
        const { kind = resource.kind, verbs, ...groupVersion } = servedSubresource(resource, subresource)!;
        const name = `${resource.plural}/${subresource}`;
        return { name, singularName: "", namespaced: resource.namespaced, ...groupVersion, kind, verbs };
      }),
    ]),
  };
}

/** By this clients tell whether what they have is stored under the same version still. */
function storageVersionHash(resource: ServedResource): string {
  const stored = storedElsewhere[`${apiVersionOf(resource)}/${resource.kind}`] ?? resource;
  const { group, version, kind } = { ...resource, ...stored };
  const digest = createHash("sha256").update(`${group}/${version}/${kind}`).digest();
  return digest.subarray(0, 8).toString("base64");
}

const storedElsewhere: Readonly<Record<string, { readonly group: string; readonly version: string }>> = {
  "autoscaling/v1/HorizontalPodAutoscaler": { group: "autoscaling", version: "v2" },
  "events.k8s.io/v1/Event": { group: "", version: "v1" },
  "storage.k8s.io/v1/VolumeAttributesClass": { group: "storage.k8s.io", version: "v1beta1" },
};

function groupEntry(
  name: string,
  groupVersions: readonly ServedGroupVersion[],
): { readonly [key: string]: Json } | undefined {
  const versions = groupVersions
    .filter(({ group }) => group === name)
    .map(({ group, version }) => ({ groupVersion: apiVersionOf({ group, version }), version }));
  return versions.length === 0 ? undefined : { name, versions, preferredVersion: versions[0]! };
}
