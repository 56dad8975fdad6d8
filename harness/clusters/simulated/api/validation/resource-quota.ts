import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { required, wrong } from "./field-errors.ts";

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
const known =
  /^(cpu|memory|ephemeral-storage|pods|services|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims|storage|(requests|limits)\..+|services\..+)$/;

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
  const errors: FieldError[] = [];
  if (!name.includes("/") && !known.test(name))
    errors.push(wrong(at, name, "must be a standard resource type or fully qualified"));
  if (!name.includes("/") && !standard.has(name) && !name.startsWith("requests.hugepages-"))
    errors.push(wrong(at, name, "must be a standard resource for quota"));
  if (String(amount).startsWith("-")) errors.push(wrong(at, amount, "must be greater than or equal to 0"));
  return errors;
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
    if (scopeName !== "PriorityClass" && scopeName !== "VolumeAttributesClass" && operator !== "Exists")
      errors.push(
        wrong(
          `${at}.operator`,
          operator,
          "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity",
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
