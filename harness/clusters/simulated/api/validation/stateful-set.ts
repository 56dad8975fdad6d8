import { equal } from "../apply/typed.ts";
import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { validateClaim } from "./claim.ts";
import { each, notNegative, oneOf, prohibited, wrong } from "./field-errors.ts";
import { labelProblems } from "./names.ts";
import { isBroken, printed, validateSelector, validateTemplate } from "./workload.ts";

/** What a set says; two things are asked of new ones only, since they cannot change. */
export function validateStatefulSetSpec(spec: Mutable, isNew: boolean): FieldError[] {
  const { podManagementPolicy, updateStrategy } = spec;
  const errors: FieldError[] = [];
  if (podManagementPolicy !== "OrderedReady" && podManagementPolicy !== "Parallel")
    errors.push(wrong("spec.podManagementPolicy", podManagementPolicy, "must be 'OrderedReady' or 'Parallel'"));
  if (updateStrategy.type !== "RollingUpdate" && updateStrategy.type !== "OnDelete")
    errors.push(wrong("spec.updateStrategy", printed(updateStrategy), "must be 'RollingUpdate' or 'OnDelete'"));
  const { partition } = updateStrategy.rollingUpdate ?? {};
  if (updateStrategy.type === "RollingUpdate")
    errors.push(...notNegative("spec.updateStrategy.rollingUpdate.partition", partition));
  if (updateStrategy.type === "OnDelete" && updateStrategy.rollingUpdate !== undefined) {
    const given = { Partition: partition ?? 0, MaxUnavailable: null };
    const detail = "only allowed for updateStrategy 'RollingUpdate'";
    errors.push(wrong("spec.updateStrategy.rollingUpdate", given, detail));
  }
  return [
    ...errors,
    ...validateRetention(spec),
    ...(isNew ? validateClaimTemplates(spec["volumeClaimTemplates"]) : []),
    ...notNegative("spec.replicas", spec["replicas"]),
    ...notNegative("spec.minReadySeconds", spec["minReadySeconds"]),
    ...notNegative("spec.ordinals.start", spec["ordinals"]?.start),
    ...(isNew && (spec["serviceName"] ?? "") !== ""
      ? each("spec.serviceName", spec["serviceName"], labelProblems)
      : []),
    ...validateSelector(spec, "statefulset"),
    ...(isBroken(spec["selector"])
      ? [wrong("spec.selector", spec["selector"], "")]
      : validateTemplate(
          { ...spec, template: withClaims(spec) },
          { restartPolicies: ["Always"], kind: "StatefulSet" },
        )),
  ];
}

function validateClaimTemplates(templates: readonly Mutable[] = []): FieldError[] {
  return templates.flatMap(({ spec = {} }, index) => validateClaim(spec, `spec.volumeClaimTemplates[${index}].spec`));
}

function validateRetention({ persistentVolumeClaimRetentionPolicy: policy }: Mutable): FieldError[] {
  if (policy === undefined) return [];
  return ["whenDeleted", "whenScaled"].flatMap((name) =>
    oneOf(`spec.persistentVolumeClaimRetentionPolicy.${name}`, policy[name], ["Retain", "Delete"]),
  );
}

/** The template with the volumes that the pods will get from the set's claims. */
function withClaims({ template, volumeClaimTemplates = [] }: Mutable): Mutable {
  const names: string[] = volumeClaimTemplates.map(({ metadata }: Mutable) => metadata["name"]);
  if (names.length === 0) return template;
  const own: readonly Mutable[] = template.spec.volumes ?? [];
  const others = own.filter(({ name }) => !names.includes(name));
  const volumes = [...others, ...names.map((name) => ({ name, persistentVolumeClaim: { claimName: name } }))];
  return { ...template, spec: { ...template.spec, volumes } };
}

const mutableOfStatefulSets = new Set([
  "replicas",
  "ordinals",
  "template",
  "updateStrategy",
  "revisionHistoryLimit",
  "persistentVolumeClaimRetentionPolicy",
  "minReadySeconds",
]);

export function validateStatefulSetUpdate(spec: Mutable, old: Mutable): FieldError[] {
  const changed = Object.keys({ ...old, ...spec }).some(
    (key) => !mutableOfStatefulSets.has(key) && !equal(spec[key], old[key]),
  );
  if (!changed) return [];
  return [
    prohibited(
      "spec",
      "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    ),
  ];
}
