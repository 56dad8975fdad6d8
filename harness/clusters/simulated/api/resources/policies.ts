import { validateAutoscaler, validateDisruptionBudget } from "../validation/policies.ts";
import { define, orElse } from "./define.ts";

export const podDisruptionBudgets = define({
  group: "policy",
  version: "v1",
  kind: "PodDisruptionBudget",
  plural: "poddisruptionbudgets",
  shortNames: ["pdb"],
  subresources: ["status"],
  generation: "spec",
  validate: ({ spec }) => validateDisruptionBudget(spec),
});

export const horizontalPodAutoscalers = define({
  group: "autoscaling",
  version: "v2",
  kind: "HorizontalPodAutoscaler",
  plural: "horizontalpodautoscalers",
  shortNames: ["hpa"],
  categories: ["all"],
  subresources: ["status"],
  validate: ({ spec }) => validateAutoscaler(spec),
  setDefaults: ({ spec }) => {
    if (Object.isFrozen(spec)) return;
    orElse(spec, "minReplicas", 1);
    orElse(spec, "metrics", [
      { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } },
    ]);
  },
});

export const resourceQuotas = define({
  group: "",
  version: "v1",
  kind: "ResourceQuota",
  plural: "resourcequotas",
  shortNames: ["quota"],
  subresources: ["status"],
});

export const limitRanges = define({
  group: "",
  version: "v1",
  kind: "LimitRange",
  plural: "limitranges",
  shortNames: ["limits"],
});

export const priorityClasses = define({
  group: "scheduling.k8s.io",
  version: "v1",
  kind: "PriorityClass",
  plural: "priorityclasses",
  shortNames: ["pc"],
  namespaced: false,
  generation: "none",
  setDefaults: (priorityClass) => orElse(priorityClass, "preemptionPolicy", "PreemptLowerPriority"),
});
