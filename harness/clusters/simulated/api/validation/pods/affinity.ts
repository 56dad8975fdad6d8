import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { each, prohibited, required, wrong } from "../field-errors.ts";
import { labelProblems, labelValueProblems, qualifiedNameProblems, subdomainProblems } from "../names.ts";
import { validateLabelSelector } from "../selector.ts";
import { validateLabelKeys } from "./label-keys.ts";

const needed = "requiredDuringSchedulingIgnoredDuringExecution";
const preferred = "preferredDuringSchedulingIgnoredDuringExecution";

/** Where a pod wants to run. */
export function validateAffinity(affinity: Mutable | undefined, field: string): FieldError[] {
  if (affinity === undefined) return [];
  const node: Mutable = affinity["nodeAffinity"] ?? {};
  const at = `${field}.nodeAffinity`;
  return [
    ...(node[needed] === undefined ? [] : validateNodeSelector(node[needed], `${at}.${needed}`)),
    ...listOf(node[preferred]).flatMap(({ weight, preference = {} }, index) => [
      ...validateWeight(weight, `${at}.${preferred}[${index}]`),
      ...validateNodeTerm(preference, `${at}.${preferred}[${index}].preference`, false),
    ]),
    ...["podAffinity", "podAntiAffinity"].flatMap((name) => validatePods(affinity[name], `${field}.${name}`)),
  ];
}

const listOf = (list: unknown) => (list ?? []) as readonly Mutable[];

function validateWeight(weight: number, field: string): FieldError[] {
  return weight > 0 && weight <= 100 ? [] : [wrong(`${field}.weight`, weight, "must be in the range 1-100")];
}

/** Terms of which a node has to fulfil one. */
export function validateNodeSelector(selector: Mutable, field: string): FieldError[] {
  const terms = listOf(selector["nodeSelectorTerms"]);
  const at = `${field}.nodeSelectorTerms`;
  if (terms.length === 0) return [required(at, "must have at least one node selector term")];
  return terms.flatMap((term, index) => validateNodeTerm(term, `${at}[${index}]`, true));
}

function validateNodeTerm(term: Mutable, field: string, checksValues: boolean): FieldError[] {
  return [
    ...listOf(term["matchExpressions"]).flatMap((requirement, index) =>
      validateNodeLabel(requirement, `${field}.matchExpressions[${index}]`, checksValues),
    ),
    ...listOf(term["matchFields"]).flatMap((requirement, index) =>
      validateNodeField(requirement, `${field}.matchFields[${index}]`),
    ),
  ];
}

function validateNodeLabel({ key = "", operator = "", values = [] }: Mutable, field: string, checksValues: boolean) {
  return [
    ...operatorErrors(operator, values.length, field),
    ...each(`${field}.key`, key, qualifiedNameProblems),
    ...(checksValues
      ? (values as readonly string[]).flatMap((value, index) =>
          each(`${field}.values[${index}]`, value, labelValueProblems),
        )
      : []),
  ];
}

function operatorErrors(operator: string, count: number, field: string): FieldError[] {
  const at = `${field}.values`;
  switch (operator) {
    case "In":
    case "NotIn":
      return count > 0 ? [] : [required(at, "must be specified when `operator` is 'In' or 'NotIn'")];
    case "Exists":
    case "DoesNotExist":
      return count === 0 ? [] : [prohibited(at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
    case "Gt":
    case "Lt":
      return count === 1 ? [] : [required(at, "must be specified single value when `operator` is 'Lt' or 'Gt'")];
    default:
      return [wrong(`${field}.operator`, operator, "not a valid selector operator")];
  }
}

function validateNodeField({ key = "", operator = "", values = [] }: Mutable, field: string): FieldError[] {
  const errors: FieldError[] = [];
  if (operator !== "In" && operator !== "NotIn")
    errors.push(wrong(`${field}.operator`, operator, "not a valid selector operator"));
  else if (values.length !== 1)
    errors.push(
      required(`${field}.values`, "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"),
    );
  if (key !== "metadata.name") return [...errors, wrong(`${field}.key`, key, "not a valid field selector key")];
  const names = (values as readonly string[]).flatMap((value, index) =>
    each(`${field}.values[${index}]`, value, subdomainProblems),
  );
  return [...errors, ...names];
}

function validatePods(affinity: Mutable | undefined, field: string): FieldError[] {
  if (affinity === undefined) return [];
  return [
    ...listOf(affinity[needed]).flatMap((term, index) => validatePodTerm(term, `${field}.${needed}[${index}]`)),
    ...listOf(affinity[preferred]).flatMap(({ weight, podAffinityTerm = {} }, index) => [
      ...validateWeight(weight, `${field}.${preferred}[${index}]`),
      ...validatePodTerm(podAffinityTerm, `${field}.${preferred}[${index}].podAffinityTerm`),
    ]),
  ];
}

function validatePodTerm(term: Mutable, field: string): FieldError[] {
  const { labelSelector, namespaceSelector, namespaces = [], topologyKey = "" } = term;
  return [
    ...validateLabelSelector(labelSelector, `${field}.labelSelector`),
    ...validateLabelSelector(namespaceSelector, `${field}.namespaceSelector`),
    ...(namespaces as readonly string[]).flatMap((name) => each(`${field}.namespace`, name, labelProblems)),
    ...validateLabelKeys(term, field),
    ...(topologyKey === "" ? [required(`${field}.topologyKey`, "can not be empty")] : []),
    ...each(`${field}.topologyKey`, topologyKey, qualifiedNameProblems),
  ];
}
