import type { KubernetesObject } from "../../../kubernetes.ts";
import { addQuantities, parseQuantity, type Quantity } from "../quantity.ts";
import { qosClass } from "../resources/qos-class.ts";

/** Amounts by the names under which a ResourceQuota limits them. */
export type Usage = ReadonlyMap<string, Quantity>;

/** What has a name of its own in a quota, beside `count/…`. */
const counted = new Set([
  "pods",
  "services",
  "replicationcontrollers",
  "resourcequotas",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
]);

/** Resources of containers that a quota may name without saying that it means their requests. */
const bareRequests = new Set(["cpu", "memory", "ephemeral-storage"]);

/** What one object uses. @param resource as verbs name it */
export function usageOf(resource: string, object: KubernetesObject): Usage {
  const usage = new Map<string, Quantity>();
  add(usage, `count/${resource}`, one);
  if (resource === "pods" && hasEnded(object)) return usage;
  if (counted.has(resource)) add(usage, resource, one);
  if (resource === "pods") addPod(usage, object);
  if (resource === "services") addService(usage, object);
  if (resource === "persistentvolumeclaims")
    add(usage, "requests.storage", parseQuantity(String(object["spec"]?.resources?.requests?.storage ?? 0))!);
  return usage;
}

const one: Quantity = { nanos: 1_000_000_000n, format: "decimal" };

function add(usage: Map<string, Quantity>, name: string, amount: Quantity): void {
  const standing = usage.get(name);
  usage.set(name, standing === undefined ? amount : addQuantities(standing, amount));
}

interface Resources {
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
}

function addPod(usage: Map<string, Quantity>, { spec }: KubernetesObject): void {
  for (const kind of ["requests", "limits"] as const) {
    const of = (container: { resources?: Resources }) => Object.entries(container.resources?.[kind] ?? {});
    const total = new Map<string, Quantity>();
    for (const container of spec.containers)
      for (const [name, amount] of of(container)) add(total, name, parseQuantity(String(amount))!);
    for (const container of spec.initContainers ?? [])
      for (const [name, text] of of(container)) {
        const amount = parseQuantity(String(text))!;
        if (amount.nanos > (total.get(name)?.nanos ?? 0n)) total.set(name, amount);
      }
    for (const [name, amount] of total) {
      add(usage, `${kind}.${name}`, amount);
      if (kind === "requests" && bareRequests.has(name)) add(usage, name, amount);
    }
  }
}

function addService(usage: Map<string, Quantity>, { spec }: KubernetesObject): void {
  if (spec.type !== "NodePort" && spec.type !== "LoadBalancer") return;
  if (spec.type === "LoadBalancer") add(usage, "services.loadbalancers", one);
  for (const _port of spec.ports ?? []) add(usage, "services.nodeports", one);
}

export function hasEnded({ status }: KubernetesObject): boolean {
  return status?.phase === "Succeeded" || status?.phase === "Failed";
}

interface ScopeRequirement {
  readonly scopeName: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values?: readonly string[];
}

/** Whether a quota is about the object: one with scopes is about those pods only that are in all of them. */
export function covers(quota: KubernetesObject, resource: string, object: KubernetesObject): boolean {
  const plain = ((quota["spec"].scopes ?? []) as readonly string[]).map((scopeName): ScopeRequirement => ({
    scopeName,
    operator: "Exists",
  }));
  const scopes = [...plain, ...((quota["spec"].scopeSelector?.matchExpressions ?? []) as readonly ScopeRequirement[])];
  return scopes.length === 0 || (resource === "pods" && scopes.every((scope) => isInScope(scope, object)));
}

function isInScope({ scopeName, operator, values = [] }: ScopeRequirement, { spec }: KubernetesObject): boolean {
  const isTerminating = (spec.activeDeadlineSeconds ?? -1) >= 0;
  switch (scopeName) {
    case "Terminating":
      return isTerminating;
    case "NotTerminating":
      return !isTerminating;
    case "BestEffort":
      return qosClass(spec) === "BestEffort";
    case "NotBestEffort":
      return qosClass(spec) !== "BestEffort";
    case "PriorityClass": {
      const name: string = spec.priorityClassName ?? "";
      if (operator === "In") return values.includes(name);
      if (operator === "NotIn") return !values.includes(name);
      return (operator === "Exists") === (name !== "");
    }
    default:
      return false;
  }
}
