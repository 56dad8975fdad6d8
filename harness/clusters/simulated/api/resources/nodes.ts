import type { KubernetesObject } from "../../../kubernetes.ts";
import { prohibited } from "../validation/field-errors.ts";
import { validateLease } from "../validation/lease.ts";
import { define } from "./define.ts";

export const nodes = define({
  group: "",
  version: "v1",
  kind: "Node",
  plural: "nodes",
  shortNames: ["no"],
  namespaced: false,
  subresources: ["status"],
  fieldLabels: { "spec.unschedulable": ({ spec }: KubernetesObject) => String(spec.unschedulable ?? false) },
  validateUpdate: ({ spec = {} }, { spec: old = {} }) => {
    if ((old.podCIDR ?? "") === "" || spec.podCIDR === old.podCIDR) return [];
    return [prohibited("spec.podCIDRs", 'node updates may not change podCIDR except from "" to valid')];
  },
});

export const leases = define({
  group: "coordination.k8s.io",
  version: "v1",
  kind: "Lease",
  plural: "leases",
  // Both belong to a feature that is off.
  setDefaults: ({ spec }) => {
    if (spec === undefined || Object.isFrozen(spec)) return;
    delete spec["strategy"];
    delete spec["preferredHolder"];
  },
  validate: validateLease,
});
