export type Labels = Readonly<Record<string, string>>;

export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly LabelRequirement[];
}

export interface LabelRequirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values?: readonly string[];
}

const noLabels: Labels = {};

/** Whether an object with these labels is meant; a selector without requirements means every object. */
export function selects(selector: LabelSelector, labels: Labels = noLabels): boolean {
  return (
    matchesAll(selector.matchLabels ?? noLabels, labels) &&
    (selector.matchExpressions ?? []).every((r) => holds(r, labels))
  );
}

/** Whether `labels` carries every one of `wanted`. */
export function matchesAll(wanted: Labels, labels: Labels = noLabels): boolean {
  for (const key in wanted) if (labels[key] !== wanted[key]) return false;
  return true;
}

export function isEmptySelector(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? noLabels).length === 0 && (selector.matchExpressions ?? []).length === 0;
}

function holds(requirement: LabelRequirement, labels: Labels): boolean {
  const value = labels[requirement.key];
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
  }
}
