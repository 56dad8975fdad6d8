import type { LabelSelector } from "../selectors.ts";
import type { FieldError } from "../status-error.ts";
import { each, prohibited, required, wrong } from "./field-errors.ts";
import { labelValueProblems, qualifiedNameProblems } from "./names.ts";

export function validateLabelSelector(selector: LabelSelector | undefined, field: string): FieldError[] {
  if (selector === undefined) return [];
  const labels = Object.entries(selector.matchLabels ?? {}).flatMap(([key, value]) => [
    ...each(`${field}.matchLabels`, key, qualifiedNameProblems),
    ...each(`${field}.matchLabels`, value, labelValueProblems),
  ]);
  const expressions = (selector.matchExpressions ?? []).flatMap(({ key, operator, values = [] }, index) => {
    const at = `${field}.matchExpressions[${index}]`;
    return [...operatorProblems(at, operator, values), ...each(`${at}.key`, key, qualifiedNameProblems)];
  });
  return [...labels, ...expressions];
}

function operatorProblems(at: string, operator: string, values: readonly string[]): FieldError[] {
  switch (operator) {
    case "In":
    case "NotIn":
      return values.length > 0
        ? []
        : [required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
    case "Exists":
    case "DoesNotExist":
      return values.length === 0
        ? []
        : [prohibited(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
    default:
      return [wrong(`${at}.operator`, operator, "not a valid selector operator")];
  }
}

/** A selector that says nothing, and so selects everything. */
export function isEmptySelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}
