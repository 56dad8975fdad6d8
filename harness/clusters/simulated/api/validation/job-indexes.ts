import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { oneOf, required, wrong } from "./field-errors.ts";

/** From here on a job has many indexes. */
const many = 100_000;
const mostAtOnce = 10_000;

/** What a job says of indexes, which only an indexed one has. */
export function validateCompletionMode(spec: Mutable, field: string): FieldError[] {
  const { completionMode = "NonIndexed", backoffLimitPerIndex, maxFailedIndexes } = spec;
  const errors = oneOf(`${field}.completionMode`, completionMode, ["NonIndexed", "Indexed"]);
  if (completionMode === "Indexed") return [...errors, ...validateIndexes(spec, field)];
  if (completionMode !== "NonIndexed") return errors;
  const needs = "requires indexed completion mode";
  if (backoffLimitPerIndex !== undefined)
    errors.push(wrong(`${field}.backoffLimitPerIndex`, backoffLimitPerIndex, needs));
  if (maxFailedIndexes !== undefined) errors.push(wrong(`${field}.maxFailedIndexes`, maxFailedIndexes, needs));
  return errors;
}

function validateIndexes(spec: Mutable, field: string): FieldError[] {
  const { completions, parallelism, backoffLimitPerIndex, maxFailedIndexes } = spec;
  const errors: FieldError[] = [];
  const atMost = (name: string, limit: number | string, when = "") =>
    errors.push(wrong(`${field}.${name}`, spec[name], `must be less than or equal to ${limit}${when}`));
  if (completions === undefined) errors.push(required(`${field}.completions`, "when completion mode is Indexed"));
  if (parallelism > many) atMost("parallelism", many, " when completion mode is Indexed");
  if (maxFailedIndexes > completions) atMost("maxFailedIndexes", "completions");
  if (maxFailedIndexes > many) atMost("maxFailedIndexes", many);
  if (!(completions > many) || backoffLimitPerIndex === undefined) return errors;
  const when = ` when completions are above ${many} and used with backoff limit per index`;
  if (maxFailedIndexes === undefined)
    errors.push(required(`${field}.maxFailedIndexes`, `must be specified when completions is above ${many}`));
  if (parallelism > mostAtOnce) atMost("parallelism", mostAtOnce, when);
  if (maxFailedIndexes > mostAtOnce) atMost("maxFailedIndexes", mostAtOnce, when);
  return errors;
}
