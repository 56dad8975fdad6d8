import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { each, required, wrong } from "./field-errors.ts";
import { qualifiedNameProblems } from "./names.ts";
import { validateAmount } from "./pods/resources.ts";
import { standardResources } from "./resource-names.ts";

const pods = ["pods"];
const compute = ["cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];
const standard = new Set([
  ...pods,
  ...compute,
  "ephemeral-storage",
  "requests.storage",
  "requests.ephemeral-storage",
  "limits.ephemeral-storage",
  "resourcequotas",
  "services",
  "replicationcontrollers",
  "secrets",
  "persistentvolumeclaims",
  "configmaps",
  "services.nodeports",
  "services.loadbalancers",
]);
/** What of the standard names each scope can be about. */
const scopes: Readonly<Record<string, readonly string[]>> = {
  Terminating: [...pods, ...compute],
  NotTerminating: [...pods, ...compute],
  BestEffort: pods,
  NotBestEffort: [...pods, ...compute],
  PriorityClass: [...pods, ...compute],
  CrossNamespacePodAffinity: [...pods, ...compute],
  VolumeAttributesClass: ["persistentvolumeclaims", "requests.storage"],
};

/** Scopes of which a quota may name some values. */
const withValues = new Set(["PriorityClass", "VolumeAttributesClass"]);

const opposites = [
  ["BestEffort", "NotBestEffort"],
  ["Terminating", "NotTerminating"],
] as const;

export function validateResourceQuota(spec: Mutable): FieldError[] {
  const hard: Readonly<Record<string, string>> = spec["hard"] ?? {};
  return [
    ...Object.keys(hard)
      .sort()
      .flatMap((name) => validateEntry(name, hard[name]!)),
    ...validateScopes(spec, Object.keys(hard)),
    ...validateSelector(spec, Object.keys(hard)),
  ];
}

function validateEntry(name: string, amount: string): FieldError[] {
  const at = `spec.hard[${name}]`;
  const isHuge = /^(requests\.)?hugepages-/.test(name);
  const naming = each(at, name, qualifiedNameProblems);
  const errors: FieldError[] = [...naming];
  if (naming.length === 0 && !name.includes("/") && !standardResources.has(name) && !isHuge)
    errors.push(wrong(at, name, "must be a standard resource type or fully qualified"));
  if (!name.includes("/") && !standard.has(name) && !isHuge)
    errors.push(wrong(at, name, "must be a standard resource for quota"));
  return [...errors, ...validateAmount(name, amount, at)];
}

function validateScopes({ scopes: list }: Mutable, names: readonly string[]): FieldError[] {
  if (list === undefined) return [];
  const at = "spec.scopes";
  const errors: FieldError[] = list.flatMap((scope: string) =>
    scopes[scope] === undefined
      ? [wrong(at, list, "unsupported scope")]
      : names
          .filter((name) => standard.has(name) && !scopes[scope]!.includes(name))
          .map(() => wrong(at, list, "unsupported scope applied to resource")),
  );
  for (const pair of opposites)
    if (pair.every((scope) => list.includes(scope))) errors.push(wrong(at, list, "conflicting scopes"));
  return errors;
}

function validateSelector({ scopeSelector }: Mutable, names: readonly string[]): FieldError[] {
  const at = "spec.scopeSelector.matchExpressions";
  const requirements: readonly Mutable[] = scopeSelector?.matchExpressions ?? [];
  return requirements.flatMap(({ scopeName, operator, values = [] }) => {
    const errors: FieldError[] = [];
    if (scopes[scopeName] === undefined) errors.push(wrong(`${at}.scopeName`, scopeName, "unsupported scope"));
    else
      for (const name of names)
        if (standard.has(name) && !scopes[scopeName]!.includes(name))
          errors.push(wrong(at, scopeSelector, "unsupported scope applied to resource"));
    if (scopes[scopeName] !== undefined && !withValues.has(scopeName) && operator !== "Exists")
      errors.push(
        wrong(
          `${at}.operator`,
          operator,
          "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity",
        ),
      );
    if (operator === "In" || operator === "NotIn") {
      if (values.length === 0)
        errors.push(
          required(`${at}.values`, "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector"),
        );
    } else if (operator === "Exists" || operator === "DoesNotExist") {
      if (values.length > 0)
        errors.push(
          wrong(
            `${at}.values`,
            values,
            "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector",
          ),
        );
    } else errors.push(wrong(`${at}.operator`, operator, "not a valid selector operator"));
    return errors;
  });
}
