import type { KubernetesObject } from "../../../kubernetes.ts";
import { define } from "./define.ts";
import { labelProblems } from "../validation/names.ts";
import { own } from "./workloads.ts";

export const namespaces = define({
  group: "",
  version: "v1",
  kind: "Namespace",
  plural: "namespaces",
  shortNames: ["ns"],
  namespaced: false,
  subresources: ["status", "finalize"],
  verbs: ["create", "delete", "get", "list", "patch", "update", "watch"],
  fieldLabels: { "status.phase": ({ status }: KubernetesObject) => status.phase ?? "" },
  nameRule: labelProblems,
  setDefaults: (namespace) => {
    const { metadata } = namespace;
    if (metadata.name === undefined || metadata.labels?.[nameLabel] === metadata.name) return;
    own(metadata, "labels")[nameLabel] = metadata.name;
  },
  prepareCreate: (namespace) => {
    namespace["spec"].finalizers ??= ["kubernetes"];
    namespace["status"] = { phase: "Active" };
  },
  prepareUpdate: (namespace, old) => {
    namespace["spec"] = old["spec"];
  },
});

const nameLabel = "kubernetes.io/metadata.name";
