import { own } from "./workloads.ts";
import { validateAutoscaler } from "../validation/autoscaler.ts";
import { validateDisruptionBudget } from "../validation/policies.ts";
import { wrong } from "../validation/field-errors.ts";
import { validateLimitRange } from "../validation/limit-range.ts";
import { validatePriorityClass, validatePriorityClassUpdate } from "../validation/priority-class.ts";
import { validateResourceQuota } from "../validation/resource-quota.ts";
import type { Mutable } from "../decode.ts";
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
  setDefaults: (autoscaler) => {
    const { spec, status } = autoscaler;
    // Go writes a list that nobody has filled as null.
    if (status !== undefined && status.currentMetrics === undefined)
      autoscaler["status"] = { ...status, currentMetrics: null };
    if (Object.isFrozen(spec)) return;
    orElse(spec, "minReplicas", 1);
    orElse(spec, "metrics", [
      { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } },
    ]);
    if (spec["behavior"] !== undefined) setBehaviourDefaults(own(spec, "behavior"));
  },
});

function setBehaviourDefaults(behaviour: Mutable): void {
  // It belongs to a feature that is off.
  for (const rules of [behaviour["scaleUp"], behaviour["scaleDown"]])
    if (rules !== undefined && !Object.isFrozen(rules)) delete rules.tolerance;
  const up = own(behaviour, "scaleUp");
  orElse(up, "stabilizationWindowSeconds", 0);
  orElse(up, "selectPolicy", "Max");
  orElse(up, "policies", [
    { type: "Pods", value: 4, periodSeconds: 15 },
    { type: "Percent", value: 100, periodSeconds: 15 },
  ]);
  const down = own(behaviour, "scaleDown");
  orElse(down, "selectPolicy", "Max");
  orElse(down, "policies", [{ type: "Percent", value: 100, periodSeconds: 15 }]);
}

export const resourceQuotas = define({
  group: "",
  version: "v1",
  kind: "ResourceQuota",
  plural: "resourcequotas",
  shortNames: ["quota"],
  subresources: ["status"],
  validate: ({ spec }) => validateResourceQuota(spec ?? {}),
  validateUpdate: ({ spec = {} }, { spec: old = {} }) => {
    const sorted = (scopes: readonly string[] = []) => [...scopes].sort().join();
    return sorted(spec.scopes) === sorted(old.scopes)
      ? []
      : [wrong("spec.scopes", spec.scopes ?? null, "field is immutable")];
  },
});

export const limitRanges = define({
  group: "",
  version: "v1",
  kind: "LimitRange",
  plural: "limitranges",
  shortNames: ["limits"],
  validate: ({ spec }) => validateLimitRange(spec ?? {}),
  setDefaults: ({ spec }) => {
    if (Object.isFrozen(spec)) return;
    for (const item of spec["limits"] ?? []) {
      if (item.type !== "Container" || Object.isFrozen(item)) continue;
      if (item.max !== undefined || item.default !== undefined) item.default = { ...item.max, ...item.default };
      const requests = { ...item.min, ...item.default, ...item.defaultRequest };
      if (Object.keys(requests).length > 0) item.defaultRequest = requests;
    }
  },
});

export const priorityClasses = define({
  group: "scheduling.k8s.io",
  version: "v1",
  kind: "PriorityClass",
  plural: "priorityclasses",
  shortNames: ["pc"],
  namespaced: false,
  generation: "none",
  // It is set and never counted up.
  prepareCreate: ({ metadata }) => void (metadata.generation = 1),
  validate: validatePriorityClass,
  validateUpdate: validatePriorityClassUpdate,
  setDefaults: (priorityClass) => orElse(priorityClass, "preemptionPolicy", "PreemptLowerPriority"),
});
