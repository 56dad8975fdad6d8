import type { Attributes } from "./access.ts";

/** One permission of a role, as the API has it. */
export interface PolicyRule {
  /** Valid rules have some; those that somebody sends may not. */
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/** Whether one rule alone permits what is asked. */
export function ruleAllows(rule: PolicyRule, attributes: Attributes): boolean {
  if (!has(rule.verbs, attributes.verb)) return false;
  if (attributes.kind === "path") return (rule.nonResourceURLs ?? []).some((url) => urlMatches(url, attributes.path));
  const { group, resource, subresource, name } = attributes;
  return (
    has(rule.apiGroups ?? [], group) &&
    (rule.resources ?? []).some((own) => resourceMatches(own, resource, subresource)) &&
    (rule.resourceNames === undefined || rule.resourceNames.length === 0 || rule.resourceNames.includes(name))
  );
}

function has(list: readonly string[], wanted: string): boolean {
  return list.includes(wanted) || list.includes("*");
}

/** A rule may name a resource, one of its subresources, a subresource of all resources, or everything. */
function resourceMatches(own: string, resource: string, subresource: string): boolean {
  if (own === "*") return true;
  if (subresource === "") return own === resource;
  return own === `${resource}/${subresource}` || own === `*/${subresource}`;
}

/** A star at the end stands for any rest. */
function urlMatches(own: string, path: string): boolean {
  if (own === "*" || own === path) return true;
  return own.endsWith("*") && path.startsWith(own.replace(/\*+$/, ""));
}

/**
 * What of `wanted` none of the owner's rules holds, split into its smallest parts. Each part has to be held by one rule
 * alone, as the real server has it.
 */
export function missingRules(owned: readonly PolicyRule[], wanted: readonly PolicyRule[]): readonly PolicyRule[] {
  return wanted.flatMap(breakDown).filter((part) => !owned.some((rule) => covers(rule, part)));
}

function breakDown(rule: PolicyRule): PolicyRule[] {
  const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const named = resourceNames.length === 0 ? [{}] : resourceNames.map((name) => ({ resourceNames: [name] }));
  return [
    ...apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        verbs.flatMap((verb) =>
          named.map((names) => ({ verbs: [verb], apiGroups: [group], resources: [resource], ...names })),
        ),
      ),
    ),
    ...nonResourceURLs.flatMap((url) => verbs.map((verb) => ({ verbs: [verb], nonResourceURLs: [url] }))),
  ];
}

/** @param part with one value each */
function covers(rule: PolicyRule, part: PolicyRule): boolean {
  if (!has(rule.verbs, part.verbs[0]!)) return false;
  if (part.nonResourceURLs !== undefined)
    return (rule.nonResourceURLs ?? []).some((url) => urlMatches(url, part.nonResourceURLs![0]!));
  const [resource = "", subresource = ""] = part.resources![0]!.split("/", 2);
  const names = rule.resourceNames ?? [];
  return (
    has(rule.apiGroups ?? [], part.apiGroups![0]!) &&
    (rule.resources ?? []).some((own) => resourceMatches(own, resource, subresource)) &&
    (names.length === 0 || (part.resourceNames !== undefined && names.includes(part.resourceNames[0]!)))
  );
}

/** Rules as refusals list them: those that differ in their verbs only are one; sorted. */
export function describeRules(rules: readonly PolicyRule[]): readonly string[] {
  const compact = new Map<string, PolicyRule>();
  for (const [index, rule] of rules.entries()) {
    const { verbs: _, ...rest } = rule;
    const key = rule.nonResourceURLs === undefined ? JSON.stringify(rest) : String(index);
    const known = compact.get(key);
    compact.set(key, known === undefined ? rule : { ...known, verbs: [...known.verbs, ...rule.verbs] });
  }
  return [...new Set([...compact.values()].map(describeRule))].sort();
}

function describeRule({ apiGroups, resources, nonResourceURLs, resourceNames, verbs }: PolicyRule): string {
  const parts = { APIGroups: apiGroups, Resources: resources, NonResourceURLs: nonResourceURLs };
  const all = Object.entries({ ...parts, ResourceNames: resourceNames, Verbs: verbs });
  return `{${all.flatMap(([name, values]) => (values === undefined ? [] : [`${name}:${quotedList(values)}`])).join(", ")}}`;
}

/** A list of strings as Go prints it with `%q`. */
export function quotedList(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(" ")}]`;
}
