import type { KubernetesObject } from "../../kubernetes.ts";
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
  if (old === undefined) {
    if (resource.generation !== "none") metadata["generation"] = 1;
  } else {
    settleParts(next, old);
    const isReport = subresource === "status" || subresource === "binding";
    if (!isReport && respecified(resource, next, old)) metadata["generation"] = (old.metadata.generation ?? 0) + 1;
    metadata["resourceVersion"] = old.metadata.resourceVersion;
    next["metadata"] = settle(metadata, old.metadata);
    const same =
      Object.keys(next).every((key) => next[key] === old[key]) && Object.keys(old).every((key) => key in next);
    if (same) return old;
  }
  const object = seal(resource, next, server.store.nextRevision());
  if (dryRun) return object;
  if (old !== undefined && isFinished(resource, object)) server.store.remove(nameOf(resource), old, object);
  else server.store.put(nameOf(resource), object);
  return object;
}

/** Freezes all of a new state but its metadata; a part that is frozen already has been settled before. */
export function settleParts(next: Mutable, old: KubernetesObject): void {
  for (const key in next)
    if (key !== "metadata" && !Object.isFrozen(next[key])) next[key] = settle(next[key], old[key]);
}

/** Removes an object for good; the result is its last state under the version of its removal. */
export function remove(
  server: Server,
  resource: Resource,
  object: KubernetesObject,
  last: KubernetesObject,
): KubernetesObject {
  const seen = atRevision(last, server.store.nextRevision());
  server.store.remove(nameOf(resource), object, seen);
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
  for (const key in old) if (!unspecified.has(key) && !(key in next)) return true;
  const { annotations, labels } = next["metadata"];
  if (resource.generation === "spec") return false;
  if (settle(annotations, old.metadata.annotations) !== old.metadata.annotations) return true;
  return resource.generation === "everything" && settle(labels, old.metadata.labels) !== old.metadata.labels;
}

/** Freezes an object, its head first as clients expect it. */
function seal(resource: Resource, next: Mutable, revision: number): KubernetesObject {
  const { apiVersion: _, kind: __, metadata, ...body } = next;
  const sealed = Object.isFrozen(metadata) ? { ...metadata } : metadata;
  sealed.resourceVersion = String(revision);
  return settle(
    { apiVersion: apiVersionOf(resource), kind: resource.kind, metadata: sealed, ...body },
    undefined,
  ) as unknown as KubernetesObject;
}
