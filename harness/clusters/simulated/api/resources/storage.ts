import type { KubernetesObject } from "../../../kubernetes.ts";
import { validateClaim, validateClaimUpdate } from "../validation/claim.ts";
import { validateStorageClass, validateStorageClassUpdate } from "../validation/storage-class.ts";
import { validateVolume, validateVolumeUpdate } from "../validation/volume.ts";
import type { Mutable } from "../decode.ts";
import { define, orElse } from "./define.ts";
import { own } from "./workloads.ts";

export const persistentVolumeClaims = define({
  group: "",
  version: "v1",
  kind: "PersistentVolumeClaim",
  plural: "persistentvolumeclaims",
  shortNames: ["pvc"],
  subresources: ["status"],
  setDefaults: ({ spec }) => {
    if (Object.isFrozen(spec)) return;
    orElse(spec, "volumeMode", "Filesystem");
    settleDataSources(spec);
  },
  validate: ({ spec }) => validateClaim(spec),
  validateUpdate: validateClaimUpdate,
  admit: (claim, { list }) => {
    const isDefault = ({ metadata }: KubernetesObject) => metadata.annotations?.[defaultClass] === "true";
    const standard = list("storageclasses.storage.k8s.io").find(isDefault);
    if (standard !== undefined) orElse(own(claim, "spec"), "storageClassName", standard.metadata.name);
    const finalizers = (claim["metadata"].finalizers ??= []) as string[];
    if (!finalizers.includes(protection)) finalizers.push(protection);
  },
  prepareCreate: (claim) => {
    own(claim, "status")["phase"] = "Pending";
  },
});

/** Both ways to say what a claim's volume begins with are kept equal; the older takes claims and snapshots only. */
function settleDataSources(spec: Mutable): void {
  for (const name of ["dataSource", "dataSourceRef"])
    // Go always writes the group, as null where there is none.
    if (spec[name] !== undefined) spec[name] = { ...spec[name], apiGroup: spec[name].apiGroup ?? null };
  const { dataSource, dataSourceRef } = spec;
  if ((dataSourceRef?.namespace ?? "") !== "") delete spec["dataSourceRef"];
  else if (dataSourceRef !== undefined) orElse(spec, "dataSource", { ...dataSourceRef });
  else if (dataSource !== undefined && isVolume(dataSource)) spec["dataSourceRef"] = { ...dataSource };
  else delete spec["dataSource"];
}

function isVolume({ apiGroup, kind }: Mutable): boolean {
  return (apiGroup ?? "") === ""
    ? kind === "PersistentVolumeClaim"
    : apiGroup === "snapshot.storage.k8s.io" && kind === "VolumeSnapshot";
}

/** Marks the class of claims that name none. */
const defaultClass = "storageclass.kubernetes.io/is-default-class";

export const persistentVolumes = define({
  group: "",
  version: "v1",
  kind: "PersistentVolume",
  plural: "persistentvolumes",
  shortNames: ["pv"],
  namespaced: false,
  subresources: ["status"],
  setDefaults: ({ spec }) => {
    if (Object.isFrozen(spec)) return;
    orElse(spec, "persistentVolumeReclaimPolicy", "Retain");
    orElse(spec, "volumeMode", "Filesystem");
    if (spec["hostPath"] !== undefined && !Object.isFrozen(spec["hostPath"])) orElse(spec["hostPath"], "type", "");
  },
  validate: validateVolume,
  validateUpdate: validateVolumeUpdate,
  prepareCreate: (volume, { now }) => {
    Object.assign(own(volume, "status"), { phase: "Pending", lastPhaseTransitionTime: now() });
    const finalizers = (volume["metadata"].finalizers ??= []) as string[];
    const finalizer = "kubernetes.io/pv-protection";
    if (!finalizers.includes(finalizer)) finalizers.push(finalizer);
  },
});

export const storageClasses = define({
  group: "storage.k8s.io",
  version: "v1",
  kind: "StorageClass",
  plural: "storageclasses",
  shortNames: ["sc"],
  namespaced: false,
  setDefaults: (storageClass) => {
    orElse(storageClass, "reclaimPolicy", "Delete");
    orElse(storageClass, "volumeBindingMode", "Immediate");
  },
  validateCreate: validateStorageClass,
  validateUpdate: validateStorageClassUpdate,
});

/** Keeps a claim until no pod uses it. */
const protection = "kubernetes.io/pvc-protection";
