import { required } from "../validation/field-errors.ts";
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
  validate: ({ spec }) => [
    ...((spec.accessModes ?? []).length > 0
      ? []
      : [required("spec.accessModes", "at least 1 access mode is required")]),
    ...(spec.resources?.requests?.storage === undefined ? [required("spec.resources[storage]")] : []),
  ],
  prepareCreate: (claim) => {
    own(claim, "status")["phase"] = "Pending";
    const finalizers = (claim["metadata"].finalizers ??= []) as string[];
    if (!finalizers.includes(protection)) finalizers.push(protection);
  },
});

/** Keeps a claim until no pod uses it. */
const protection = "kubernetes.io/pvc-protection";
