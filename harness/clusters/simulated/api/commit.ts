import type { KubernetesObject } from "../../kubernetes.ts";
import { hasPending, managersIn } from "./apply/managers.ts";
import type { Mutable } from "./decode.ts";
import type { Resource } from "./resources/resource.ts";
import { apiVersionOf, nameOf, type Server } from "./server.ts";
import { settle } from "./settle.ts";
import { atRevision } from "./store.ts";

/** Parts in which a change counts as one of the specification. */
const unspecified = new Set(["apiVersion", "kind", "metadata", "status"]);

/**
 * Freezes a new state over the old one and stores it under the next version, or returns the old one when nothing changed.
 * An object that is being deleted and whose last finalizer went is removed instead.
 */
export function commit(
  server: Server,
  resource: Resource,
  next: Mutable,
  old: KubernetesObject | undefined,
  { dryRun = false, subresource }: { readonly dryRun?: boolean | undefined; readonly subresource?: string | undefined },
): KubernetesObject {
  const metadata: Mutable = next["metadata"];
  settleParts(next, old);
  if (old === undefined) {
    if (resource.generation !== "none") metadata["generation"] = 1;
  } else {
    const isReport = subresource === "status" || subresource === "binding";
    if (!isReport && respecified(resource, next, old)) metadata["generation"] = (old.metadata.generation ?? 0) + 1;
    metadata["resourceVersion"] = old.metadata.resourceVersion;
    if (hasSameMetadata(metadata, old.metadata)) {
      next["metadata"] = old.metadata;
      if (hasSameFields(next, old)) return old;
    }
  }
  if (dryRun) return seal(resource, next, metadata, old?.metadata.resourceVersion);
  const object = seal(resource, next, metadata, String(server.store.nextRevision()));
  const stored = resource.view?.store(object) ?? object;
  if (old !== undefined && isFinished(resource, object))
    server.store.remove(nameOf(resource), resource.view?.store(old) ?? old, stored);
  else server.store.put(nameOf(resource), stored);
  return object;
}

/**
 * Freezes the parts of a new state, and those of its metadata, taking over from the old state what is equal. The state
 * and the metadata themselves stay open. A part that is frozen already has been settled before.
 */
export function settleParts(next: Mutable, old: KubernetesObject | undefined): void {
  settleFields(next, old as Mutable | undefined, "metadata");
  const metadata: Mutable = next["metadata"];
  settleFields(metadata, old?.metadata as Mutable | undefined, hasPending(metadata) ? "managedFields" : undefined);
}

function settleFields(next: Mutable, old: Mutable | undefined, except: string | undefined): void {
  for (const key in next) {
    if (key === except) continue;
    const value: unknown = next[key];
    if (typeof value !== "object" || value === old?.[key] || Object.isFrozen(value)) continue;
    next[key] = settle(value, old?.[key]);
  }
}

function hasSameMetadata(a: object, b: object): boolean {
  const known = managersIn(a);
  const isSame = known === managersIn(b) || (!hasPending(a) && known === (b as Mutable)["managedFields"]);
  return isSame && hasSameFields(a as Mutable, b as Mutable, "managedFields");
}

/** Whether two maps have the very same values under the same keys. */
function hasSameFields(a: Mutable, b: Mutable, except?: string): boolean {
  let count = 0;
  for (const key in a) {
    if (key !== except && a[key] !== b[key]) return false;
    count++;
  }
  for (const _ in b) count--;
  return count === 0;
}

/** Removes an object for good; the result is its last state under the version of its removal. */
export function remove(
  server: Server,
  resource: Resource,
  object: KubernetesObject,
  last: KubernetesObject,
): KubernetesObject {
  const seen = atRevision(last, server.store.nextRevision());
  const { view } = resource;
  server.store.remove(nameOf(resource), view?.store(object) ?? object, view?.store(seen) ?? seen);
  return seen;
}

/** An object under deletion that nothing holds any longer. */
export function isFinished(resource: Resource, { metadata, ...object }: KubernetesObject): boolean {
  if (metadata.deletionTimestamp === undefined || (metadata.finalizers ?? []).length > 0) return false;
  if (resource.kind === "Namespace" && (object["spec"]?.finalizers ?? []).length > 0) return false;
  return (metadata.deletionGracePeriodSeconds ?? 0) === 0;
}

function respecified(resource: Resource, next: Mutable, old: KubernetesObject): boolean {
  if (resource.generation === "none") return false;
  for (const key in next) if (!unspecified.has(key) && next[key] !== old[key]) return true;
  if (resource.generation === "spec and status") return hasOtherSpec(next, old) || next["status"] !== old["status"];
  if (hasOtherSpec(next, old)) return true;
  const { annotations, labels } = next["metadata"];
  if (resource.generation === "spec") return false;
  if (annotations !== old.metadata.annotations) return true;
  return resource.generation === "everything" && labels !== old.metadata.labels;
}

function hasOtherSpec(next: Mutable, old: KubernetesObject): boolean {
  for (const key in old) if (!unspecified.has(key) && !(key in next)) return true;
  return false;
}

/** Freezes an object whose parts are settled, its head first as clients expect it. A dry run gives it no new version. */
function seal(
  resource: Resource,
  next: Mutable,
  metadata: Mutable,
  resourceVersion: string | undefined,
): KubernetesObject {
  if (resourceVersion !== undefined) metadata["resourceVersion"] = resourceVersion;
  else delete metadata["resourceVersion"];
  const sealed: Mutable = {
    kind: resource.kind,
    apiVersion: apiVersionOf(resource),
    metadata: Object.freeze(metadata),
  };
  for (const key in next) if (!(key in sealed)) sealed[key] = next[key];
  return Object.freeze(sealed) as unknown as KubernetesObject;
}
