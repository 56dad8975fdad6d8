import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { duplicate, each, oneOf, required, wrong } from "../field-errors.ts";
import { labelValueProblems, qualifiedNameProblems } from "../names.ts";
import { validateLabelSelector } from "../selector.ts";
import { validateLabelKeys } from "./label-keys.ts";

export function validateTolerations(tolerations: readonly Mutable[] = [], field: string): FieldError[] {
  return tolerations.flatMap((toleration, index) => {
    const { key = "", operator = "", effect, tolerationSeconds } = toleration;
    const at = `${field}[${index}]`;
    const errors: FieldError[] = key === "" ? [] : each(`${at}.key`, key, qualifiedNameProblems);
    if (key === "" && operator !== "Exists")
      errors.push(
        wrong(
          `${at}.operator`,
          operator,
          'operator must be Exists when `key` is empty, which means "match all values and all keys"',
        ),
      );
    if (tolerationSeconds !== undefined && effect !== "NoExecute")
      errors.push(wrong(`${at}.effect`, effect ?? "", "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    errors.push(...validateOperator(toleration, `${at}.operator`));
    if ((effect ?? "") !== "")
      errors.push(...oneOf(`${at}.effect`, effect, ["NoSchedule", "PreferNoSchedule", "NoExecute"]));
    return errors;
  });
}

/** What is wrong with the value the server says of the operator. */
function validateOperator({ operator = "", value = "" }: Mutable, field: string): FieldError[] {
  if (operator === "Exists")
    return value === "" ? [] : [wrong(field, value, "value must be empty when `operator` is 'Exists'")];
  if (operator !== "Equal" && operator !== "") return oneOf(field, operator, ["Equal", "Exists"]);
  const problems = labelValueProblems(value);
  return problems.length === 0 ? [] : [wrong(field, value, problems.join(";"))];
}

export function validateSpread(constraints: readonly Mutable[] = [], field: string): FieldError[] {
  return constraints.flatMap((constraint, index) => {
    const { maxSkew, topologyKey = "", whenUnsatisfiable = "", minDomains, labelSelector } = constraint;
    const at = `${field}[${index}]`;
    const isRepeated = constraints
      .slice(index + 1)
      .some(
        (other) => (other["topologyKey"] ?? "") === topologyKey && other["whenUnsatisfiable"] === whenUnsatisfiable,
      );
    return [
      ...positive(`${at}.maxSkew`, maxSkew),
      ...(topologyKey === "" ? [required(`${at}.topologyKey`, "can not be empty")] : []),
      ...oneOf(`${at}.whenUnsatisfiable`, whenUnsatisfiable, ["DoNotSchedule", "ScheduleAnyway"]),
      ...(isRepeated
        ? [duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, `{${topologyKey}, ${whenUnsatisfiable}}`)]
        : []),
      ...(minDomains === undefined ? [] : validateDomains(`${at}.minDomains`, minDomains, whenUnsatisfiable)),
      ...["nodeAffinityPolicy", "nodeTaintsPolicy"].flatMap((name) =>
        constraint[name] === undefined ? [] : oneOf(`${at}.${name}`, constraint[name], ["Honor", "Ignore"]),
      ),
      ...validateLabelKeys(constraint, at),
      ...validateLabelSelector(labelSelector, `${at}.labelSelector`),
    ];
  });
}

function positive(field: string, value: number): FieldError[] {
  return value > 0 ? [] : [wrong(field, value, "must be greater than zero")];
}

function validateDomains(field: string, count: number, action: string): FieldError[] {
  const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`;
  return [...positive(field, count), ...(action === "DoNotSchedule" ? [] : [wrong(field, count, detail)])];
}

/** Conditions that a pod's readiness waits for. */
export function validateReadinessGates(gates: readonly Mutable[] = [], field: string): FieldError[] {
  return gates.flatMap(({ conditionType = "" }, index) =>
    each(`${field}[${index}].conditionType`, conditionType, qualifiedNameProblems),
  );
}

export function validateSchedulingGates(gates: readonly Mutable[] = [], field: string): FieldError[] {
  const seen = new Set<string>();
  return gates.flatMap(({ name = "" }, index) => {
    const at = `${field}[${index}]`;
    const errors = [...each(at, name, qualifiedNameProblems), ...(seen.has(name) ? [duplicate(at, name)] : [])];
    seen.add(name);
    return errors;
  });
}
