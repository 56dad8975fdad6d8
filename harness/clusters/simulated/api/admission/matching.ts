import type { Labels, LabelSelector } from "../selectors.ts";
import { matches, requirementsOf } from "../selectors.ts";
import type { Server } from "../server.ts";
import type { Attributes } from "./attributes.ts";

/** One rule of a webhook or of a policy. */
export interface Rule {
  readonly apiGroups?: readonly string[];
  readonly apiVersions?: readonly string[];
  readonly operations?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly scope?: string;
}

/**
 * Whether a rule is about a request. That of an equivalent version counts as well where `matchPolicy` is Equivalent, but
 * hardly any resource is served in two versions here.
 */
export function isAbout(rule: Rule, { operation, resource, subresource = "", name }: Attributes): boolean {
  const { resourceNames = [], scope = "*" } = rule;
  return (
    (scope === "*" || (scope === "Namespaced") === resource.namespaced) &&
    holds(rule.operations, operation) &&
    holds(rule.apiGroups, resource.group) &&
    holds(rule.apiVersions, resource.version) &&
    (rule.resources ?? []).some((entry) => {
      const [wanted, part = ""] = entry.split("/", 2);
      return (wanted === "*" || wanted === resource.plural) && (part === "*" || part === subresource);
    }) &&
    (resourceNames.length === 0 || resourceNames.includes(name))
  );
}

function holds(items: readonly string[] = [], wanted: string): boolean {
  return items.includes("*") || items.includes(wanted);
}

/** Who is spared: configurations of admission itself, so that a mistake in them can be mended. */
export function isExempt({ resource: { group } }: Attributes): boolean {
  return group === "admissionregistration.k8s.io";
}

/** What is cluster-scoped and no Namespace is in every selector's reach. */
export function selectsNamespace(
  server: Server,
  selector: LabelSelector | undefined,
  { resource, namespace, object, oldObject }: Attributes,
): boolean {
  const requirements = requirementsOf(selector) ?? [];
  if (requirements.length === 0) return true;
  if (resource.plural === "namespaces" && resource.group === "")
    return matches(requirements, (object ?? oldObject)?.metadata.labels);
  if (!resource.namespaced) return true;
  return matches(requirements, server.store.get("namespaces", "", namespace)?.metadata.labels);
}

/** One of the object and the old object is enough. */
export function selectsObject(selector: LabelSelector | undefined, { object, oldObject }: Attributes): boolean {
  const requirements = requirementsOf(selector) ?? [];
  if (requirements.length === 0) return true;
  const fits = (labels: Labels | undefined) => matches(requirements, labels);
  return (
    (object !== undefined && fits(object.metadata?.labels)) ||
    (oldObject !== undefined && fits(oldObject.metadata.labels))
  );
}
