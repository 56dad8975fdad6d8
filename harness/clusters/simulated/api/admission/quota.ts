import type { KubernetesObject } from "../../../kubernetes.ts";
import { copyWithoutManagers, managersIn, setManagers } from "../apply/managers.ts";
import { changedParts, trackLater } from "../apply/pending-entries.ts";
import { commit, settleParts } from "../commit.ts";
import type { Mutable } from "../decode.ts";
import { addQuantities, parseQuantity, spellQuantity, type Quantity } from "../quantity.ts";
import { covers, usageOf, type Usage } from "../quota/usage.ts";
import type { Resource } from "../resources/resource.ts";
import { nameOf, type Server } from "../server.ts";
import { forbidden, type Subject } from "../status-error.ts";
import type { WriteOptions } from "../verbs.ts";

/** What a quota will have used once the object is there. */
export interface Charge {
  readonly quota: KubernetesObject;
  readonly used: Readonly<Record<string, string>>;
}

const quotas = "resourcequotas";

/** Whether an update of the resource may use more of a quota than before. */
export function updatesQuota({ group, plural }: Resource, { subresource }: WriteOptions): boolean {
  if (group !== "") return false;
  return plural === "pods"
    ? subresource === "resize"
    : subresource === undefined && (plural === "services" || plural === "persistentvolumeclaims");
}

/**
 * Nothing is created, and nothing grows, for which a ResourceQuota of the namespace has nothing left.
 * @param old what the object was before, where it is changed
 * @returns what has to be noted on which quota when the object is stored
 * @throws StatusError 403
 */
export function admitToQuota(
  server: Server,
  resource: Resource,
  namespace: string,
  object: KubernetesObject,
  subject: Subject,
  old?: KubernetesObject,
): readonly Charge[] {
  if (!resource.namespaced || server.store.list(quotas, everything).length === 0) return [];
  const name = nameOf(resource);
  const usage = old === undefined ? usageOf(name, object) : growth(usageOf(name, object), usageOf(name, old));
  if (usage.size === 0) return [];
  const charges: Charge[] = [];
  for (const quota of server.store.list(quotas, { namespace, selects: undefined })) {
    const hard: Readonly<Record<string, string>> = quota["status"]?.hard ?? {};
    const limited = Object.keys(quota["spec"]?.hard ?? {})
      .filter((key) => usage.has(key))
      .sort();
    if (!covers(quota, name, object)) continue;
    if (name === "pods") demandSizes(quota, object, subject);
    if (limited.length === 0) continue;
    const unknown = limited.filter((key) => quota["status"]?.used?.[key] === undefined);
    if (unknown.length > 0)
      throw forbidden(subject, `status unknown for quota: ${quota.metadata.name}, resources: ${unknown.join(",")}`);
    charges.push(charge(quota, { usage, hard, limited }, subject));
  }
  return charges;
}

/** What is used more or less than before. */
function growth(now: Usage, before: Usage): Usage {
  const changes = new Map<string, Quantity>();
  for (const key of new Set([...now.keys(), ...before.keys()])) {
    const nanos = (now.get(key)?.nanos ?? 0n) - (before.get(key)?.nanos ?? 0n);
    if (nanos !== 0n) changes.set(key, { nanos, format: (now.get(key) ?? before.get(key))!.format });
  }
  return changes;
}

/** Notes what is used up, as the server itself does it within the request. */
export function chargeQuota(server: Server, charges: readonly Charge[]): void {
  for (const { quota, used } of charges) {
    const resource = server.resource(quotas);
    const next: Mutable = {
      ...quota,
      metadata: copyWithoutManagers(quota.metadata),
      status: { ...quota["status"], used },
    };
    settleParts(next, quota);
    const start = managersIn(quota.metadata);
    const write = { type: resource.type, ...changedParts(quota, next), start, manager: apiServer, now: server.now() };
    setManagers(next["metadata"], trackLater(write));
    commit(server, resource, next, quota, { subresource: "status" });
  }
}

const apiServer = { manager: "kube-apiserver", operation: "Update", apiVersion: "v1", subresource: "status" } as const;

const everything = { namespace: undefined, selects: undefined };

function charge(
  quota: KubernetesObject,
  { usage, hard, limited }: { usage: Usage; hard: Readonly<Record<string, string>>; limited: readonly string[] },
  subject: Subject,
): Charge {
  const used: Record<string, string> = { ...quota["status"].used };
  const exceeded: string[] = [];
  for (const key of limited) {
    const total = addQuantities(quantity(used[key]), usage.get(key)!);
    if (hard[key] !== undefined && usage.get(key)!.nanos > 0n && total.nanos > quantity(hard[key]).nanos)
      exceeded.push(key);
    else used[key] = spellQuantity(total);
  }
  if (exceeded.length > 0) {
    const before = quota["status"].used;
    const list = (text: (key: string) => string) => exceeded.map((key) => `${key}=${text(key)}`).join(",");
    const requested = list((key) => spellQuantity(usage.get(key)!));
    const why = `requested: ${requested}, used: ${list((key) => before[key])}, limited: ${list((key) => hard[key]!)}`;
    throw forbidden(subject, `exceeded quota: ${quota.metadata.name}, ${why}`);
  }
  return { quota, used };
}

const sizes = /^(cpu|memory|(requests|limits)\.(cpu|memory))$/;

/** Where a quota limits processors or memory, each container has to say how much it takes. */
function demandSizes(
  { metadata, spec: { hard = {} } }: KubernetesObject,
  { spec }: KubernetesObject,
  subject: Subject,
): void {
  const missing: string[] = [];
  for (const key of Object.keys(hard)
    .filter((key) => sizes.test(key))
    .sort()) {
    const [kind, name] = key.includes(".") ? key.split(".") : ["requests", key];
    const without = [...spec.containers, ...(spec.initContainers ?? [])].filter(
      ({ resources }) => resources?.[kind!]?.[name!] === undefined,
    );
    if (without.length > 0)
      missing.push(
        `${key} for: ${without
          .map((container) => container.name)
          .sort()
          .join(",")}`,
      );
  }
  if (missing.length > 0)
    throw forbidden(subject, `failed quota: ${metadata.name}: must specify ${missing.join("; ")}`);
}

function quantity(text: string | undefined): Quantity {
  return parseQuantity(String(text ?? 0)) ?? { nanos: 0n, format: "decimal" };
}
