import type { KubernetesObject } from "../../../kubernetes.ts";
import { validateClaim, validateClaimUpdate } from "../validation/claim.ts";
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
    if (!Object.isFrozen(spec)) orElse(spec, "volumeMode", "Filesystem");
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
  },
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
});

/** Keeps a claim until no pod uses it. */
const protection = "kubernetes.io/pvc-protection";
