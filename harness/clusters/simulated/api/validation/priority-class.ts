import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { immutable, prohibited } from "./field-errors.ts";

export function validatePriorityClass({ metadata, value = 0, globalDefault, preemptionPolicy }: Mutable): FieldError[] {
  const { name } = metadata as { readonly name: string };
  const errors: FieldError[] = [];
  const system = systemClasses[name];
  if (name.startsWith("system-") && (system !== value || globalDefault === true)) {
    const why =
      system === undefined
        ? `${name} is not a known system priority class`
        : system === value
          ? `globalDefault of ${name} PriorityClass must be false`
          : `value of ${name} PriorityClass must be ${system}`;
    errors.push(
      prohibited(
        "metadata.name",
        `priority class names with 'system-' prefix are reserved for system use only. error: ${why}`,
      ),
    );
  } else if (!name.startsWith("system-") && value > 1_000_000_000)
    errors.push(prohibited("value", "maximum allowed value of a user defined priority is 1000000000"));
  if (!["PreemptLowerPriority", "Never"].includes(preemptionPolicy))
    errors.push({
      type: "unsupported",
      field: "preemptionPolicy",
      value: preemptionPolicy,
      detail: 'supported values: "PreemptLowerPriority", "Never"',
    });
  return errors;
}

export function validatePriorityClassUpdate(next: Mutable, old: Mutable): FieldError[] {
  return [
    ...(next["value"] === old["value"] ? [] : [prohibited("value", "may not be changed in an update.")]),
    ...immutable("preemptionPolicy", next["preemptionPolicy"], old["preemptionPolicy"]),
  ];
}

/** The classes that every cluster has. */
export const systemClasses: Readonly<Record<string, number>> = {
  "system-node-critical": 2_000_001_000,
  "system-cluster-critical": 2_000_000_000,
};
