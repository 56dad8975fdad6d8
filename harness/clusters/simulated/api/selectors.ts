import { badRequest } from "./status-error.ts";

/** One condition on labels. */
export interface Requirement {
  readonly key: string;
  readonly operator: "in" | "notin" | "exists" | "absent" | "gt" | "lt";
  readonly values: readonly string[];
}

export type Labels = Readonly<Record<string, string>>;

/** True when labels meet every requirement; no requirement at all selects everything. */
export function matches(requirements: readonly Requirement[], labels: Labels | undefined): boolean {
  for (const requirement of requirements) if (!meets(requirement, labels?.[requirement.key])) return false;
  return true;
}

function meets({ operator, values }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case "in":
      return value !== undefined && values.includes(value);
    case "notin":
      return value === undefined || !values.includes(value);
    case "exists":
      return value !== undefined;
    case "absent":
      return value === undefined;
    case "gt":
      return value !== undefined && Number(value) > Number(values[0]);
    case "lt":
      return value !== undefined && Number(value) < Number(values[0]);
  }
}

/** The selector as objects carry it: `spec.selector` of a Deployment. */
export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

const operatorsOfExpressions = { In: "in", NotIn: "notin", Exists: "exists", DoesNotExist: "absent" } as const;

/** A selector of an object as requirements; an undefined one selects nothing and gives undefined. */
export function requirementsOf(selector: LabelSelector | undefined): readonly Requirement[] | undefined {
  if (selector === undefined) return undefined;
  const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]): Requirement => ({
    key,
    operator: "in",
    values: [value],
  }));
  const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values = [] }): Requirement => {
    const known = operatorsOfExpressions[operator as keyof typeof operatorsOfExpressions];
    return { key, operator: known ?? "in", values };
  });
  return [...labels, ...expressions];
}

export interface FieldRequirement {
  readonly path: string;
  readonly equal: boolean;
  readonly value: string;
}

/**
 * Parses `metadata.name=web,status.phase!=Running`.
 * @throws StatusError 400 for text that is no selector.
 */
export function parseFieldSelector(text: string): readonly FieldRequirement[] {
  return text
    .split(",")
    .filter((part) => part !== "")
    .map((part) => {
      const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(part);
      if (match === null) throw badRequest(`invalid selector: '${text}'; can't understand '${part}'`);
      return { path: match[1]!, equal: match[2] !== "!=", value: match[3]! };
    });
}

/** A selector of an object in its text form. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const texts: Readonly<Record<string, (key: string, values: readonly string[]) => string>> = {
    In: (key, values) => `${key} in (${values.join(",")})`,
    NotIn: (key, values) => `${key} notin (${values.join(",")})`,
    Exists: (key) => key,
    DoesNotExist: (key) => `!${key}`,
  };
  return [
    ...Object.keys(matchLabels).map((key) => ({ key, text: `${key}=${matchLabels[key]}` })),
    ...matchExpressions.map(({ key, operator, values = [] }) => ({ key, text: texts[operator]?.(key, values) ?? "" })),
  ]
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ text }) => text)
    .join(",");
}
