import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { each, prohibited, wrong } from "../field-errors.ts";
import { qualifiedNameProblems } from "../names.ts";

/** Keys whose values a pod takes over into the selector of a term or of a constraint. */
export function validateLabelKeys(term: Mutable, field: string): FieldError[] {
  const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  const keys = matchLabelKeys as readonly string[];
  return [
    ...validateKeys(keys, `${field}.matchLabelKeys`, labelSelector),
    ...validateKeys(mismatchLabelKeys, `${field}.mismatchLabelKeys`, labelSelector),
    ...(labelSelector === undefined ? [] : selectedTwice(keys, labelSelector, field)),
    ...keys.flatMap((key, index) =>
      mismatchLabelKeys.includes(key)
        ? [wrong(`${field}.matchLabelKeys[${index}]`, key, "exists in both matchLabelKeys and mismatchLabelKeys")]
        : [],
    ),
  ];
}

function validateKeys(keys: readonly string[], field: string, selector: unknown): FieldError[] {
  if (keys.length === 0) return [];
  if (selector === undefined) return [prohibited(field, "must not be specified when labelSelector is not set")];
  return keys.flatMap((key, index) => each(`${field}[${index}]`, key, qualifiedNameProblems));
}

/** The server adds an expression for each key: one more that names the key is a second one. */
function selectedTwice(keys: readonly string[], { matchLabels = {}, matchExpressions = [] }: Mutable, field: string) {
  const seen = new Set(Object.keys(matchLabels));
  return (matchExpressions as readonly Mutable[]).flatMap(({ key = "" }) => {
    const errors =
      keys.includes(key) && seen.has(key)
        ? [wrong(`${field}[${keys.indexOf(key)}]`, key, "exists in both matchLabelKeys and labelSelector")]
        : [];
    seen.add(key);
    return errors;
  });
}
