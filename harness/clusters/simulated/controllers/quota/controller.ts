import type { KubernetesObject } from "../../../kubernetes.ts";
import { addQuantities, spellQuantity, type Quantity } from "../../api/quantity.ts";
import { covers, hasEnded, usageOf } from "../../api/quota/usage.ts";
import { controllerCaller, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf, type Index } from "../kit/informer.ts";
import { WorkQueue } from "../kit/work-queue.ts";

/** Which resource an entry of a quota counts, as verbs name it. */
function resourceOf(entry: string): string {
  if (entry.startsWith("count/")) return entry.slice("count/".length);
  if (entry.startsWith("services.")) return "services";
  if (entry === "requests.storage") return "persistentvolumeclaims";
  return /^(services|secrets|configmaps|persistentvolumeclaims|replicationcontrollers|resourcequotas)$/.test(entry)
    ? entry
    : "pods";
}

/**
 * Counts what each ResourceQuota limits. The server adds to the counts when it admits something; here they are made anew
 * when a quota is new or changed, and when something that it counts goes. What no quota limits is not watched.
 */
export function startQuotaController({ api, clock, random, informers }: ControlPlane): Disposable {
  const caller = controllerCaller("resourcequota-controller");
  const quotas = informers.of<KubernetesObject>("resourcequotas");
  const byNamespace = quotas.index(({ metadata }) => metadata.namespace);
  const counted = new Map<string, Index<KubernetesObject> | undefined>();
  const reconcile = (key: string) => {
    const quota = quotas.get(key);
    if (quota === undefined) return;
    const hard: Readonly<Record<string, string>> = quota["spec"]?.hard ?? {};
    const used = new Map<string, Quantity>(Object.keys(hard).map((entry) => [entry, none]));
    for (const resource of new Set(Object.keys(hard).map(resourceOf)))
      for (const object of watch(resource)?.get(quota.metadata.namespace!) ?? [])
        if (covers(quota, resource, object))
          for (const [entry, amount] of usageOf(resource, object))
            if (used.has(entry)) used.set(entry, addQuantities(used.get(entry)!, amount));
    const status = {
      hard,
      used: Object.fromEntries([...used].map(([entry, amount]) => [entry, spellQuantity(amount)])),
    };
    if (isSame(quota["status"], status)) return;
    const { namespace, name } = quota.metadata;
    api.update("resourcequotas", namespace, name, { ...quota, status }, { caller, subresource: "status" });
  };
  const queue = new WorkQueue({ clock, random: random.derive("resourcequota-controller"), reconcile });
  const watch = (resource: string): Index<KubernetesObject> | undefined => {
    if (counted.has(resource)) return counted.get(resource);
    let index: Index<KubernetesObject> | undefined;
    if (isServed(api, resource)) {
      const informer = informers.of<KubernetesObject>(resource);
      index = informer.index(({ metadata }) => metadata.namespace);
      informer.onChange(({ old, now }) => {
        const isFreed =
          old !== undefined && (now === undefined || (resource === "pods" && hasEnded(now) && !hasEnded(old)));
        if (isFreed) for (const quota of byNamespace.get(old.metadata.namespace!)) queue.add(keyOf(quota));
      });
    }
    counted.set(resource, index);
    return index;
  };
  quotas.onChange(({ old, now }) => {
    if (now !== undefined && (old === undefined || old["spec"] !== now["spec"])) queue.add(keyOf(now));
  });
  return { [Symbol.dispose]: () => queue.stop() };
}

const none: Quantity = { nanos: 0n, format: "decimal" };

/** A quota may count kinds that nobody serves. */
function isServed(api: ControlPlane["api"], resource: string): boolean {
  try {
    api.list(resource, { limit: 1 });
    return true;
  } catch {
    return false;
  }
}

function isSame(before: { hard?: object; used?: object } | undefined, after: { hard: object; used: object }): boolean {
  const spell = (part: object = {}) => JSON.stringify(Object.entries(part).sort());
  return spell(before?.hard) === spell(after.hard) && spell(before?.used) === spell(after.used);
}
