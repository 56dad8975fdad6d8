import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { duplicate, each, notNegative, oneOf, required, wrong } from "./field-errors.ts";
import { qualifiedNameProblems } from "./names.ts";

const actions = ["Count", "FailIndex", "FailJob", "Ignore"];
const statuses = ["False", "True", "Unknown"];
const quoted = (values: readonly string[]) => `[${values.map((value) => JSON.stringify(value)).join(" ")}]`;

/** Which failures of pods count, and which end the job. */
export function validateFailurePolicy(spec: Mutable, field: string): FieldError[] {
  const { podFailurePolicy, template, backoffLimitPerIndex } = spec;
  const containers = [...(template.spec?.containers ?? []), ...(template.spec?.initContainers ?? [])];
  const names = containers.map(({ name }: Mutable) => name as unknown);
  return ((podFailurePolicy.rules ?? []) as Mutable[]).flatMap((rule, index) => {
    const at = `${field}.rules[${index}]`;
    const { action = "", onExitCodes, onPodConditions = [] } = rule;
    const errors =
      action === ""
        ? [required(`${at}.action`, `valid values: ${quoted(actions)}`)]
        : oneOf(`${at}.action`, action, actions);
    if (action === "FailIndex" && backoffLimitPerIndex === undefined)
      errors.push(wrong(`${at}.action`, action, "requires the backoffLimitPerIndex to be set"));
    if (onExitCodes !== undefined) errors.push(...validateExitCodes(onExitCodes, `${at}.onExitCodes`, names));
    for (const [i, { type = "", status = "" }] of (onPodConditions as Mutable[]).entries()) {
      const condition = `${at}.onPodConditions[${i}]`;
      errors.push(...each(`${condition}.type`, type, qualifiedNameProblems));
      errors.push(...oneOf(`${condition}.status`, status, statuses));
    }
    const unquoted = (detail: string): FieldError => ({ type: "invalid", field: at, detail });
    if (onExitCodes !== undefined && onPodConditions.length > 0)
      errors.push(unquoted("specifying both OnExitCodes and OnPodConditions is not supported"));
    if (onExitCodes === undefined && onPodConditions.length === 0)
      errors.push(unquoted("specifying one of OnExitCodes and OnPodConditions is required"));
    return errors;
  });
}

function validateExitCodes(
  { operator, containerName, values = [] }: Mutable,
  field: string,
  names: readonly unknown[],
): FieldError[] {
  const codes = values as readonly number[];
  const errors = oneOf(`${field}.operator`, operator, ["In", "NotIn"]);
  if (containerName !== undefined && !names.includes(containerName))
    errors.push(
      wrong(
        `${field}.containerName`,
        containerName,
        "must be one of the container or initContainer names in the pod template",
      ),
    );
  if (codes.length === 0) errors.push(wrong(`${field}.values`, codes, "at least one value is required"));
  for (const [index, code] of codes.entries()) {
    const at = `${field}.values[${index}]`;
    if (code === 0 && operator === "In") errors.push(wrong(at, code, "must not be 0 for the In operator"));
    if (codes.indexOf(code) < index) errors.push(duplicate(at, code));
  }
  if (codes.some((code, index) => index > 0 && codes[index - 1]! > code))
    errors.push(wrong(`${field}.values`, codes, "must be ordered"));
  return errors;
}

/** Which indexes have to succeed for the job to be a success. */
export function validateSuccessPolicy({ successPolicy, completions = 0 }: Mutable, field: string): FieldError[] {
  const rules: readonly Mutable[] = successPolicy.rules ?? [];
  if (rules.length === 0)
    return [required(`${field}.rules`, "at least one rules must be specified when the successPolicy is specified")];
  return rules.flatMap(({ succeededCount: count, succeededIndexes: indexes }, index) => {
    const at = `${field}.rules[${index}]`;
    if (count === undefined && indexes === undefined)
      return [required(at, "at least one of succeededCount or succeededIndexes must be specified")];
    const errors: FieldError[] = [];
    const total = indexes === undefined ? 0 : countIndexes(indexes, completions);
    if (typeof total === "string")
      errors.push(wrong(`${at}.succeededIndexes`, indexes, `error parsing succeededIndexes: ${total}`));
    if (count === undefined) return errors;
    const atMost = (limit: number, of: string) =>
      wrong(`${at}.succeededCount`, count, `must be less than or equal to ${limit} (the number of ${of})`);
    errors.push(...notNegative(`${at}.succeededCount`, count));
    if (count > completions) errors.push(atMost(completions, "specified completions"));
    const known = typeof total === "string" ? 0 : total;
    if (indexes !== undefined && count > known)
      errors.push(atMost(known, "indexes in the specified succeededIndexes field"));
    return errors;
  });
}

/** How many indexes `0,2-4` are, or what is wrong with it. */
function countIndexes(text: string, completions: number): number | string {
  if (text === "") return 0;
  let total = 0;
  let last = -1;
  for (const interval of text.split(",")) {
    const limits = interval.split("-");
    if (limits.length > 2)
      return `the fragment "${interval}" violates the requirement that an index interval can have at most two parts separated by '-'`;
    for (const limit of limits)
      if (!/^[+-]?\d+$/.test(limit)) return `cannot convert string to integer for index: "${limit}"`;
    const [from, to = from] = limits.map(Number) as [number, number?];
    for (const [index, limit] of [from, to].entries())
      if (limit >= completions) return `too large index: "${limits[index] ?? limits[0]}"`;
    if (limits.length === 2 && from >= to) return `non-increasing order, previous: ${from}, current: ${to}`;
    if (last >= from) return `non-increasing order, previous: ${last}, current: ${from}`;
    total += to - from + 1;
    last = to;
  }
  return total;
}
