import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import { equal } from "../apply/typed.ts";
import { define, orElse } from "./define.ts";
import { validateControllerRevision, validateControllerRevisionUpdate } from "../validation/controller-revision.ts";
import { immutable } from "../validation/field-errors.ts";
import { hostnameWarnings, podSpecWarnings } from "../validation/pods/warnings.ts";
import { validateDaemonSetSpec, validateDeploymentSpec, validateReplicaSetSpec } from "../validation/workload.ts";
import { validateStatefulSetSpec, validateStatefulSetUpdate } from "../validation/stateful-set.ts";
import { labelProblems } from "../validation/names.ts";
import { setPodSpecDefaults } from "./pod-defaults.ts";

export const deployments = define({
  group: "apps",
  version: "v1",
  kind: "Deployment",
  plural: "deployments",
  shortNames: ["deploy"],
  categories: ["all"],
  subresources: ["status", "scale"],
  generation: "spec and annotations",
  validate: ({ spec }) => validateDeploymentSpec(spec),
  validateUpdate: ({ spec }, { spec: old }) => immutable("spec.selector", spec.selector, old.selector),
  warnings: namedWarnings,
  setDefaults: ({ spec }) => {
    if (Object.isFrozen(spec)) return;
    orElse(spec, "replicas", 1);
    const strategy = own(spec, "strategy");
    orElse(strategy, "type", "RollingUpdate");
    if (strategy["type"] === "RollingUpdate") {
      const rollingUpdate = own(strategy, "rollingUpdate");
      orElse(rollingUpdate, "maxUnavailable", "25%");
      orElse(rollingUpdate, "maxSurge", "25%");
    }
    orElse(spec, "revisionHistoryLimit", 10);
    orElse(spec, "progressDeadlineSeconds", 600);
    setTemplateDefaults(spec);
  },
});

export const replicaSets = define({
  group: "apps",
  version: "v1",
  kind: "ReplicaSet",
  plural: "replicasets",
  shortNames: ["rs"],
  categories: ["all"],
  subresources: ["status", "scale"],
  generation: "spec",
  validate: ({ spec }) => validateReplicaSetSpec(spec),
  validateUpdate: ({ spec }, { spec: old }) => immutable("spec.selector", spec.selector, old.selector),
  warnings: namedWarnings,
  setDefaults: ({ spec }) => {
    if (Object.isFrozen(spec)) return;
    orElse(spec, "replicas", 1);
    setTemplateDefaults(spec);
  },
});

export const statefulSets = define({
  group: "apps",
  version: "v1",
  kind: "StatefulSet",
  plural: "statefulsets",
  shortNames: ["sts"],
  categories: ["all"],
  subresources: ["status", "scale"],
  generation: "spec",
  nameRule: labelProblems,
  validateCreate: ({ spec }) => validateStatefulSetSpec(spec, true),
  validateUpdate: ({ spec }, { spec: old }) =>
    spec === old ? [] : [...validateStatefulSetSpec(spec, false), ...validateStatefulSetUpdate(spec, old)],
  warnings: templateWarnings,
  setDefaults: ({ spec }) => {
    if (Object.isFrozen(spec)) return;
    orElse(spec, "replicas", 1);
    orElse(spec, "podManagementPolicy", "OrderedReady");
    const strategy = own(spec, "updateStrategy");
    if (strategy["type"] === undefined) {
      strategy["type"] = "RollingUpdate";
      own(strategy, "rollingUpdate");
    }
    // It belongs to a feature that is off.
    if (strategy["rollingUpdate"]?.maxUnavailable !== undefined)
      delete own(strategy, "rollingUpdate")["maxUnavailable"];
    // A strategy that names its type and says no more is left as it is.
    if (strategy["type"] === "RollingUpdate" && strategy["rollingUpdate"] !== undefined)
      orElse(own(strategy, "rollingUpdate"), "partition", 0);
    const retention = own(spec, "persistentVolumeClaimRetentionPolicy");
    orElse(retention, "whenDeleted", "Retain");
    orElse(retention, "whenScaled", "Retain");
    orElse(spec, "revisionHistoryLimit", 10);
    for (const claim of spec["volumeClaimTemplates"] ?? []) {
      if (Object.isFrozen(claim)) continue;
      orElse(claim, "apiVersion", "v1");
      orElse(claim, "kind", "PersistentVolumeClaim");
      orElse(own(claim, "spec"), "volumeMode", "Filesystem");
      orElse(own(claim, "status"), "phase", "Pending");
    }
    setTemplateDefaults(spec);
  },
});

export const daemonSets = define({
  group: "apps",
  version: "v1",
  kind: "DaemonSet",
  plural: "daemonsets",
  shortNames: ["ds"],
  categories: ["all"],
  subresources: ["status"],
  generation: "spec",
  validate: ({ spec }) => validateDaemonSetSpec(spec),
  validateUpdate: ({ spec }, { spec: old }) => immutable("spec.selector", spec.selector, old.selector),
  checksChangesFirst: true,
  warnings: templateWarnings,
  setDefaults: ({ spec, metadata }) => {
    if (metadata.annotations?.[templateGeneration] === undefined)
      own(metadata, "annotations")[templateGeneration] = "1";
    if (Object.isFrozen(spec)) return;
    const strategy = own(spec, "updateStrategy");
    orElse(strategy, "type", "RollingUpdate");
    if (strategy["type"] === "RollingUpdate") {
      const rollingUpdate = own(strategy, "rollingUpdate");
      orElse(rollingUpdate, "maxUnavailable", 1);
      orElse(rollingUpdate, "maxSurge", 0);
    }
    orElse(spec, "revisionHistoryLimit", 10);
    setTemplateDefaults(spec);
  },
  prepareUpdate: ({ spec, metadata }, old) => {
    const before = Number(old.metadata.annotations?.[templateGeneration] ?? 0);
    const changed = !equal(spec.template, old["spec"].template);
    own(metadata, "annotations")[templateGeneration] = String(changed ? before + 1 : before);
  },
});

/** Counts the templates of a DaemonSet; deprecated, and kept by the server all the same. */
const templateGeneration = "deprecated.daemonset.template.generation";

export const controllerRevisions = define({
  group: "apps",
  version: "v1",
  kind: "ControllerRevision",
  plural: "controllerrevisions",
  validate: validateControllerRevision,
  validateUpdate: validateControllerRevisionUpdate,
});

function templateWarnings({ spec }: KubernetesObject): string[] {
  return podSpecWarnings(spec.template.spec ?? {}, "spec.template.spec");
}

/** Names of these are the beginnings of their pods' names. */
function namedWarnings(object: KubernetesObject, old: KubernetesObject | undefined): string[] {
  return [...(old === undefined ? hostnameWarnings(object) : []), ...templateWarnings(object)];
}

export function setTemplateDefaults(spec: Mutable): void {
  if (!Object.isFrozen(spec["template"])) setPodSpecDefaults(own(spec["template"], "spec"));
}

/** A part that may be written: a missing one is made, a frozen one copied. */
export function own(parent: Mutable, key: string): Mutable {
  const part = parent[key];
  if (part === undefined) return (parent[key] = {});
  return Object.isFrozen(part) ? (parent[key] = { ...part }) : part;
}
