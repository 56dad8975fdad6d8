import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { wrong } from "../field-errors.ts";

const cost = "controller.kubernetes.io/pod-deletion-cost";
const appArmor = "container.apparmor.security.beta.kubernetes.io/";

/** Annotations that mean something for a pod. */
export function validatePodAnnotations(
  annotations: Readonly<Record<string, string>> = {},
  spec: Mutable,
  field: string,
): FieldError[] {
  const containers: readonly Mutable[] = [
    ...(spec["initContainers"] ?? []),
    ...(spec["containers"] ?? []),
    ...(spec["ephemeralContainers"] ?? []),
  ];
  const deletionCost = annotations[cost];
  return [
    ...(deletionCost === undefined || isInteger(deletionCost)
      ? []
      : [wrong(`${field}[${cost}]`, deletionCost, "must be a 32bit integer")]),
    ...Object.entries(annotations).flatMap(([key, value]) => {
      if (!key.startsWith(appArmor)) return [];
      const name = key.slice(appArmor.length);
      const isKnown = containers.some((container) => container["name"] === name);
      const isProfile = ["", "runtime/default", "unconfined"].includes(value) || value.startsWith("localhost/");
      return [
        ...(isKnown ? [] : [wrong(`${field}[${key}]`, name, "container not found")]),
        ...(isProfile
          ? []
          : [wrong(`${field}[${key}]`, value, `invalid AppArmor profile name: ${JSON.stringify(value)}`)]),
      ];
    }),
  ];
}

/** A number of 32 bits without a plus sign and without leading zeros. */
function isInteger(text: string): boolean {
  return /^(0|-\d+|[1-9]\d*)$/.test(text) && Number(text) >= -(2 ** 31) && Number(text) < 2 ** 31;
}
