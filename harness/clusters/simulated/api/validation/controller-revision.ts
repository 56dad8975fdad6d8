import { equal } from "../apply/typed.ts";
import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { notNegative, required, wrong } from "./field-errors.ts";

export function validateControllerRevision({ revision, data }: Mutable): FieldError[] {
  const errors = notNegative("revision", revision);
  if (data === undefined || data === null) errors.push(required("data", "data is mandatory"));
  else if (typeof data !== "object" || Array.isArray(data))
    errors.push(required("data", "data must be a valid JSON object"));
  return errors;
}

/** Its number may change, for a rollback renumbers what it returns to; what it holds may not. */
export function validateControllerRevisionUpdate(next: Mutable, old: Mutable): FieldError[] {
  return equal(next["data"], old["data"]) ? [] : [wrong("data", next["data"] ?? null, "field is immutable")];
}
