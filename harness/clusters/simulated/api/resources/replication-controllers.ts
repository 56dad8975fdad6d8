import type { Mutable } from "../decode.ts";
import { define, orElse } from "./define.ts";
import { setTemplateDefaults } from "./workloads.ts";

/** Stored, defaulted and scaled; nothing makes pods for them. */
export const replicationControllers = define({
  group: "",
  version: "v1",
  kind: "ReplicationController",
  plural: "replicationcontrollers",
  shortNames: ["rc"],
  categories: ["all"],
  subresources: ["status", "scale"],
  generation: "spec",
  setDefaults: ({ spec, metadata }) => {
    if (spec === undefined || Object.isFrozen(spec)) return;
    orElse(spec as Mutable, "replicas", 1);
    const labels: Mutable | undefined = spec["template"]?.metadata?.labels;
    if (labels !== undefined) {
      orElse(spec as Mutable, "selector", { ...labels });
      if (metadata?.labels === undefined) metadata["labels"] = { ...labels };
    }
    if (spec["template"] !== undefined) setTemplateDefaults(spec);
  },
});
