import type { KubernetesObject } from "../../kubernetes.ts";
import { kindOf } from "./admission/attributes.ts";
import { copyMetadata } from "./apply/managers.ts";
import { commit, isFinished, remove } from "./commit.ts";
import type { Mutable } from "./decode.ts";
import { checkDeletePreconditions } from "./metadata.ts";
import { getObject } from "./reads.ts";
import type { Resource } from "./resources/resource.ts";
import type { Server } from "./server.ts";
import { forbidden } from "./status-error.ts";
import { systemClasses } from "./validation/priority-class.ts";
import type { DeleteOptions } from "./verbs.ts";

const protectedNamespaces = new Set(["default", "kube-system", "kube-public"]);

/**
 * Deletes an object, or marks it when finalizers or a grace period hold it.
 * @throws StatusError 404, 403 for the protected namespaces, 409 when a precondition does not hold
 */
export function deleteObject(
  server: Server,
  resource: Resource,
  namespace: string | undefined,
  name: string,
  options: DeleteOptions,
): KubernetesObject {
  const old = getObject(server, resource, namespace, name);
  const subject = { group: resource.group, resource: resource.plural, name };
  checkDeletePreconditions({ ...subject, resource: resource.kind }, options.preconditions ?? {}, old.metadata);
  if (resource.kind === "Namespace" && protectedNamespaces.has(name))
    throw forbidden(subject, "this namespace may not be deleted");
  if (resource.kind === "PriorityClass" && systemClasses[name] !== undefined)
    throw forbidden(subject, "this is a system priority class and cannot be deleted");
  server.admission.validate({
    operation: "DELETE",
    resource,
    subresource: undefined,
    kind: kindOf(resource),
    namespace: resource.kind === "Namespace" && resource.group === "" ? name : (old.metadata.namespace ?? ""),
    name,
    object: undefined,
    oldObject: old,
    request: options,
  });
  return deleteAdmitted(server, resource, old, options);
}

/** The part of a deletion that follows when nothing stands in its way. */
export function deleteAdmitted(
  server: Server,
  resource: Resource,
  old: KubernetesObject,
  options: DeleteOptions,
): KubernetesObject {
  const { dryRun = false } = options;
  const marked = mark(server, resource, old, options);
  if (!isFinished(resource, marked)) return commit(server, resource, marked as Mutable, old, options);
  if (dryRun) return old;
  if (resource.kind === "Service") server.addresses.release(old);
  // What ends gracefully is seen last with the deletion that it was given; other kinds are seen as they were.
  return remove(server, resource, old, resource.kind === "Pod" ? marked : old);
}

/** The object with its deletion begun, or its grace period shortened. */
function mark(server: Server, resource: Resource, old: KubernetesObject, options: DeleteOptions): KubernetesObject {
  const { metadata } = old;
  const finalizers = finalizersFor(resource, old, options.propagationPolicy);
  const grace = gracePeriod(resource, old, options.gracePeriodSeconds);
  const held = metadata.deletionGracePeriodSeconds;
  const next = copyMetadata(metadata);
  delete next["finalizers"];
  if (finalizers.length > 0) next["finalizers"] = finalizers;
  if (metadata.deletionTimestamp === undefined || (held !== undefined && grace < held)) {
    next["deletionTimestamp"] = server.later(grace);
    next["deletionGracePeriodSeconds"] = grace;
    if (metadata.deletionTimestamp === undefined && metadata.generation !== undefined)
      next["generation"] = metadata.generation + 1;
  }
  const marked: Mutable = { ...old, metadata: next };
  if (metadata.deletionTimestamp === undefined) resource.prepareDelete?.(marked, server.now());
  if (resource.kind === "Namespace") marked["status"] = { ...old["status"], phase: "Terminating" };
  return marked as KubernetesObject;
}

const orphan = "orphan";
const foreground = "foregroundDeletion";

/** The finalizers under which the garbage collector treats the dependents as asked. */
function finalizersFor(
  resource: Resource,
  { metadata: { finalizers = [] } }: KubernetesObject,
  policy: DeleteOptions["propagationPolicy"],
): readonly string[] {
  if (policy === undefined && !resource.orphansByDefault) return finalizers;
  const others = finalizers.filter((finalizer) => finalizer !== orphan && finalizer !== foreground);
  if (policy === undefined) return finalizers.includes(foreground) ? finalizers : [...others, orphan];
  if (policy === "Orphan") return [...others, orphan];
  return policy === "Foreground" ? [...others, foreground] : others;
}

/** Only pods are given time to end, and only where a kubelet runs them. */
function gracePeriod({ kind }: Resource, { spec, status }: KubernetesObject, wanted: number | undefined): number {
  if (kind !== "Pod") return 0;
  const ended = status?.phase === "Succeeded" || status?.phase === "Failed";
  if ((spec.nodeName ?? "") === "" || ended) return 0;
  const grace: number = wanted ?? spec.terminationGracePeriodSeconds ?? 30;
  return grace < 0 ? 1 : grace;
}
