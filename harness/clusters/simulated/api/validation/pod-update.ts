import type { KubernetesObject } from "../../../kubernetes.ts";
import { equal } from "../apply/typed.ts";
import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { prohibited } from "./field-errors.ts";

/** Of a pod's spec only images, the deadline and more tolerations may change, and gates may go. */
export function validatePodUpdate({ spec }: KubernetesObject, { spec: old }: KubernetesObject): FieldError[] {
  if (spec === old) return [];
  const gates = newGates(spec, old);
  if (equal(fixed(spec, old), fixed(old, old))) return gates;
  return [
    ...gates,
    prohibited(
      "spec",
      "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)",
    ),
  ];
}

function newGates(spec: Mutable, old: Mutable): FieldError[] {
  const known = new Set(namesOf(old["schedulingGates"]));
  return namesOf(spec["schedulingGates"])
    .filter((name) => !known.has(name))
    .map((name) =>
      prohibited("spec.schedulingGates", `only deletion is allowed, but found new scheduling gate '${name}'`),
    );
}

const namesOf = (gates: readonly { readonly name: string }[] = []) => gates.map(({ name }) => name);

function fixed(spec: Mutable, old: Mutable): Mutable {
  const { activeDeadlineSeconds: _, schedulingGates: _gates, ...rest } = spec;
  const withoutImages = (containers: readonly Mutable[] = []) =>
    containers.map(({ image: _image, ...container }) => container);
  const before: readonly Mutable[] = old["tolerations"] ?? [];
  const tolerations: readonly Mutable[] = (spec["tolerations"] ?? []).filter((toleration: Mutable) =>
    before.some((known) => equal(known, toleration)),
  );
  return {
    ...rest,
    tolerations,
    containers: withoutImages(spec["containers"]),
    initContainers: withoutImages(spec["initContainers"]),
  };
}
