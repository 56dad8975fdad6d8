import type { KubernetesObject } from "../../../kubernetes.ts";
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
});

export const leases = define({ group: "coordination.k8s.io", version: "v1", kind: "Lease", plural: "leases" });
