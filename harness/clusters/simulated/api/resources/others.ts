import type { Mutable } from "../decode.ts";
import { define, orElse, type Definition } from "./define.ts";
import type { Resource } from "./resource.ts";

const extension = { namespaced: false, categories: ["api-extensions"] } as const;
const cluster = { namespaced: false } as const;

/**
 * Kinds that clusters serve and nothing here acts upon: their objects are kept in the shape that the schema gives them,
 * with defaults where the real server sets some, and that is all.
 */
const definitions: readonly Definition[] = [
  { group: "", version: "v1", kind: "PodTemplate", plural: "podtemplates", generation: "spec" },
  {
    group: "apiregistration.k8s.io",
    version: "v1",
    kind: "APIService",
    plural: "apiservices",
    subresources: ["status"],
    ...extension,
  },
  {
    group: "certificates.k8s.io",
    version: "v1",
    kind: "CertificateSigningRequest",
    plural: "certificatesigningrequests",
    shortNames: ["csr"],
    subresources: ["approval", "status"],
    ...cluster,
  },
  {
    group: "flowcontrol.apiserver.k8s.io",
    version: "v1",
    kind: "FlowSchema",
    plural: "flowschemas",
    subresources: ["status"],
    generation: "spec",
    ...cluster,
  },
  {
    group: "flowcontrol.apiserver.k8s.io",
    version: "v1",
    kind: "PriorityLevelConfiguration",
    plural: "prioritylevelconfigurations",
    subresources: ["status"],
    generation: "spec",
    ...cluster,
  },
  {
    group: "networking.k8s.io",
    version: "v1",
    kind: "IPAddress",
    plural: "ipaddresses",
    shortNames: ["ip"],
    generation: "spec",
    ...cluster,
  },
  {
    group: "networking.k8s.io",
    version: "v1",
    kind: "ServiceCIDR",
    plural: "servicecidrs",
    subresources: ["status"],
    generation: "spec",
    ...cluster,
  },
  { group: "node.k8s.io", version: "v1", kind: "RuntimeClass", plural: "runtimeclasses", ...cluster },
  {
    group: "resource.k8s.io",
    version: "v1",
    kind: "DeviceClass",
    plural: "deviceclasses",
    generation: "spec",
    ...cluster,
  },
  {
    group: "resource.k8s.io",
    version: "v1",
    kind: "ResourceClaim",
    plural: "resourceclaims",
    subresources: ["status"],
  },
  { group: "resource.k8s.io", version: "v1", kind: "ResourceClaimTemplate", plural: "resourceclaimtemplates" },
  {
    group: "resource.k8s.io",
    version: "v1",
    kind: "ResourceSlice",
    plural: "resourceslices",
    generation: "spec",
    ...cluster,
  },
  {
    group: "storage.k8s.io",
    version: "v1",
    kind: "CSIDriver",
    plural: "csidrivers",
    generation: "spec",
    setDefaults: ({ spec }) => setDriverDefaults(spec as Mutable),
    ...cluster,
  },
  { group: "storage.k8s.io", version: "v1", kind: "CSINode", plural: "csinodes", ...cluster },
  {
    group: "storage.k8s.io",
    version: "v1",
    kind: "CSIStorageCapacity",
    plural: "csistoragecapacities",
    singular: "csistoragecapacity",
  },
  {
    group: "storage.k8s.io",
    version: "v1",
    kind: "VolumeAttachment",
    plural: "volumeattachments",
    subresources: ["status"],
    generation: "spec",
    ...cluster,
  },
  {
    group: "storage.k8s.io",
    version: "v1",
    kind: "VolumeAttributesClass",
    plural: "volumeattributesclasses",
    shortNames: ["vac"],
    ...cluster,
  },
];

function setDriverDefaults(spec: Mutable): void {
  if (Object.isFrozen(spec)) return;
  orElse(spec, "attachRequired", true);
  orElse(spec, "podInfoOnMount", false);
  orElse(spec, "storageCapacity", false);
  orElse(spec, "fsGroupPolicy", "ReadWriteOnceWithFSType");
  orElse(spec, "volumeLifecycleModes", ["Persistent"]);
  orElse(spec, "requiresRepublish", false);
  orElse(spec, "seLinuxMount", false);
}

export const otherResources: Readonly<Record<string, Resource>> = Object.fromEntries(
  definitions.map((definition) => [
    definition.group === "" ? definition.plural : `${definition.plural}.${definition.group}`,
    define(definition),
  ]),
);
