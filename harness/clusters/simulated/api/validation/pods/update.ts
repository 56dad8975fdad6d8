import type { KubernetesObject } from "../../../../kubernetes.ts";
import { equal } from "../../apply/typed.ts";
import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { prohibited, wrong } from "../field-errors.ts";
import { internalPodSpec } from "../internal-pod.ts";
import { unifiedDiff } from "../spec-diff.ts";

const largest = 2 ** 31 - 1;

/** Of a pod's spec only images, the deadline and more tolerations may change, and gates may go. */
export function validatePodUpdate({ spec }: KubernetesObject, { spec: old }: KubernetesObject): FieldError[] {
  if (spec === old) return [];
  for (const kind of ["containers", "initContainers"])
    if ((spec[kind] ?? []).length !== (old[kind] ?? []).length)
      return [prohibited(`spec.${kind}`, "pod updates may not add or remove containers")];
  const deadline = validateDeadline(spec.activeDeadlineSeconds, old.activeDeadlineSeconds);
  if (deadline.length > 0 && spec.activeDeadlineSeconds !== undefined) return deadline;
  return [
    ...deadline,
    ...validateTolerations(spec.tolerations, old.tolerations),
    ...newGates(spec, old),
    ...validateRest(spec, old),
  ];
}

function validateDeadline(next: number | undefined, old: number | undefined): FieldError[] {
  const field = "spec.activeDeadlineSeconds";
  if (next === undefined)
    return old === undefined ? [] : [wrong(field, null, "must not update from a positive integer to nil value")];
  if (next < 0 || next > largest) return [wrong(field, next, `must be between 0 and ${largest}, inclusive`)];
  return old === undefined || next <= old ? [] : [wrong(field, next, "must be less than or equal to previous value")];
}

/** Tolerations may be added; of those that are there only the time may change. */
function validateTolerations(next: readonly Mutable[] = [], old: readonly Mutable[] = []): FieldError[] {
  const withoutTime = ({ tolerationSeconds: _, ...rest }: Mutable): Mutable => rest;
  const isKept = (toleration: Mutable) => next.some((other) => equal(withoutTime(other), withoutTime(toleration)));
  return old.every(isKept)
    ? []
    : [prohibited("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds")];
}

function newGates(spec: Mutable, old: Mutable): FieldError[] {
  const known = new Set(namesOf(old["schedulingGates"]));
  return namesOf(spec["schedulingGates"]).flatMap((name, i) => {
    const refusal = `only deletion is allowed, but found new scheduling gate '${name}'`;
    return known.has(name) ? [] : [prohibited(`spec.schedulingGates[${i}].name`, refusal)];
  });
}

const namesOf = (gates: readonly { readonly name: string }[] = []) => gates.map(({ name }) => name);

function validateRest(spec: Mutable, old: Mutable): FieldError[] {
  const munged: Mutable = {
    ...spec,
    activeDeadlineSeconds: old["activeDeadlineSeconds"],
    tolerations: old["tolerations"],
    schedulingGates: old["schedulingGates"],
    containers: withImagesOf(spec["containers"], old["containers"]),
    initContainers: withImagesOf(spec["initContainers"], old["initContainers"]),
  };
  const before: Mutable = { ...old, initContainers: old["initContainers"] };
  if (equal(withoutNothing(munged), withoutNothing(before))) return [];
  return [
    prohibited(
      "spec",
      "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n" +
        unifiedDiff(internalPodSpec(old), internalPodSpec(munged)),
    ),
  ];
}

const withoutNothing = (spec: Mutable): Mutable =>
  Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));

function withImagesOf(containers: readonly Mutable[] | undefined, old: readonly Mutable[] | undefined) {
  return containers?.map((container, index) => ({ ...container, image: old?.[index]?.["image"] as unknown }));
}
