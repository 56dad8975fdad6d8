import { equal } from "../../apply/typed.ts";
import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { duplicate, prohibited, required } from "../field-errors.ts";

const path = "spec.ephemeralContainers";

/** Ephemeral containers are added to a running pod; they never change, and never go. */
export function validateEphemeralContainers(spec: Mutable, old: Mutable): FieldError[] {
  const next: readonly Mutable[] = spec["ephemeralContainers"] ?? [];
  const before: readonly Mutable[] = old["ephemeralContainers"] ?? [];
  const names = [...(spec["containers"] ?? []), ...(spec["initContainers"] ?? [])].map(({ name }: Mutable) => name);
  const errors: FieldError[] = [];
  for (const [i, { name, image }] of next.entries()) {
    if ((name ?? "") === "") errors.push(required(`${path}[${i}].name`));
    else if (names.includes(name)) errors.push(duplicate(`${path}[${i}].name`, name));
    names.push(name);
    if ((image ?? "") === "") errors.push(required(`${path}[${i}].image`));
  }
  for (const container of before) {
    const now = next.find(({ name }) => name === container["name"]);
    if (now === undefined)
      errors.push(prohibited(path, `existing ephemeral containers "${container["name"]}" may not be removed\n`));
    else if (!equal(now, container))
      errors.push(prohibited(path, `existing ephemeral containers "${container["name"]}" may not be changed\n`));
  }
  return errors;
}
