import type { KubernetesObject } from "../../kubernetes.ts";
import { decodeBody } from "./body.ts";
import { commit } from "./commit.ts";
import { preparing } from "./creation.ts";
import type { Mutable } from "./decode.ts";
import { checkPreconditions, continueMetadata, identify } from "./metadata.ts";
import { getObject } from "./reads.ts";
import type { Resource } from "./resources/resource.ts";
import type { Server } from "./server.ts";
import { conflict, invalid, type Subject } from "./status-error.ts";
import { settle } from "./settle.ts";
import { validateClientMetadata } from "./validation/metadata.ts";
import type { WriteOptions } from "./verbs.ts";

/** Replaces an object, or the part of it that `options.subresource` names. @throws StatusError */
export function updateObject(
  server: Server,
  resource: Resource,
  requestNamespace: string | undefined,
  name: string,
  body: KubernetesObject,
  options: WriteOptions,
): KubernetesObject {
  const namespace = identify(resource, requestNamespace, name, body);
  const old = getObject(server, resource, namespace, name);
  checkPreconditions({ group: resource.group, resource: resource.plural, name }, body.metadata, old.metadata);
  return replaceDecoded(server, resource, old, decodeBody(resource, body, old, options), options);
}

/** The part of an update that patches share: `object` is decoded and not yet defaulted. */
export function replaceDecoded(
  server: Server,
  resource: Resource,
  old: KubernetesObject,
  object: Mutable,
  options: WriteOptions,
): KubernetesObject {
  const next = merge(server, resource, old, object, options.subresource);
  const subject: Subject = { group: resource.group, resource: resource.kind, name: old.metadata.name };
  const errors = validateUpdate(resource, next as KubernetesObject, old, options.subresource);
  if (errors.length > 0) throw invalid(subject, errors);
  for (const warning of warningsOf(resource, next as KubernetesObject, old)) options.warn?.(warning);
  return commit(server, resource, next, old, options);
}

function warningsOf(resource: Resource, next: KubernetesObject, old: KubernetesObject): string[] {
  return next["spec"] === old["spec"] ? [] : (resource.warnings?.(next) ?? []);
}

/** What the request may change comes from `object`, the rest from `old`. */
function merge(server: Server, resource: Resource, old: KubernetesObject, object: Mutable, subresource: string | undefined): Mutable {
  const sent: Mutable = object["metadata"] ?? {};
  const status = resource.subresources.includes("status");
  if (subresource === "status") {
    const metadata = { ...old.metadata, ...statusMetadata(resource, sent) };
    return { ...old, metadata, status: object["status"] };
  }
  if (subresource === "finalize") return { ...old, metadata: { ...old.metadata }, spec: object["spec"] };
  const next: Mutable = { ...object, metadata: continueMetadata(sent, old.metadata) };
  if (status) {
    if (old["status"] === undefined) delete next["status"];
    else next["status"] = old["status"];
  }
  resource.setDefaults?.(next);
  resource.prepareUpdate?.(next, old, preparing(server, old.metadata.namespace ?? ""));
  return next;
}

/** Through `/status` labels and annotations of pods and nodes may change too, as those of custom kinds do not. */
function statusMetadata({ kind }: Resource, sent: Mutable): Mutable {
  if (kind !== "Pod" && kind !== "Node") return {};
  const { labels, annotations } = sent;
  return { ...(labels === undefined ? {} : { labels }), ...(annotations === undefined ? {} : { annotations }) };
}

function validateUpdate(resource: Resource, next: KubernetesObject, old: KubernetesObject, subresource: string | undefined) {
  if (subresource === "status" && next.metadata.labels === old.metadata.labels) return [];
  if (subresource !== undefined) return validateClientMetadata(next.metadata);
  for (const key in next) if (key !== "metadata") (next as Mutable)[key] = settle(next[key], old[key]);
  return [
    ...validateClientMetadata(next.metadata),
    ...(resource.validate !== undefined && changed(next, old) ? resource.validate(next) : []),
    ...(resource.validateUpdate?.(next, old) ?? []),
  ];
}

function changed(next: KubernetesObject, old: KubernetesObject): boolean {
  for (const key in next) if (key !== "metadata" && next[key] !== old[key]) return true;
  return false;
}

/** A finalizer may be taken from an object under deletion, not added. @throws StatusError 422 */
export function refuseNewFinalizers(subject: Subject, next: KubernetesObject, old: KubernetesObject): void {
  if (old.metadata.deletionTimestamp === undefined) return;
  const before = old.metadata.finalizers ?? [];
  const added = (next.metadata.finalizers ?? []).filter((finalizer) => !before.includes(finalizer));
  if (added.length > 0) throw conflict(subject, `no new finalizers can be added if the object is being deleted`);
}
