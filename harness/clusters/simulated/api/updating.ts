import type { KubernetesObject } from "../../kubernetes.ts";
import { kindOf, type Attributes } from "./admission/attributes.ts";
import { admitToQuota, chargeQuota, updatesQuota } from "./admission/quota.ts";
import type { Manager } from "./apply/managed-fields.ts";
import { copyWithoutManagers, setManagers, startingManagers } from "./apply/managers.ts";
import { areNone, changedParts, trackLater } from "./apply/pending-entries.ts";
import { decodeBody, managerOf } from "./body.ts";
import { commit, settleParts } from "./commit.ts";
import type { Mutable } from "./decode.ts";
import { checkPreconditions, continueMetadata, identify } from "./metadata.ts";
import { getObject } from "./reads.ts";
import type { Resource } from "./resources/resource.ts";
import type { Server } from "./server.ts";
import { invalid, type Subject } from "./status-error.ts";
import { immutable, prohibited } from "./validation/field-errors.ts";
import { validateEphemeralContainers } from "./validation/pods/ephemeral-containers.ts";
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

/**
 * The part of an update that patches share: `object` is decoded and not yet defaulted.
 * @param manager to whom the changes belong, or `nobody`.
 */
export function replaceDecoded(
  server: Server,
  resource: Resource,
  old: KubernetesObject,
  object: Mutable,
  options: WriteOptions,
  manager: Manager | "nobody" = managerOf(resource, options),
): KubernetesObject {
  const next = mergeUpdate(resource, old, object, options.subresource);
  settleParts(next, old);
  const start = startingManagers(object["metadata"], old.metadata, options.subresource);
  const managers =
    manager === "nobody" || areNone(start)
      ? start
      : trackLater({ type: resource.type, ...changedParts(old, next), start, manager, now: server.now() });
  setManagers(next["metadata"], managers);
  // What the server itself does within a request has been admitted with it.
  if (manager === "nobody") return commit(server, resource, next, old, options);
  return finishUpdate(server, resource, old, next, options);
}

/** Admits, validates and stores what an update, a patch or an apply has made of an object. */
export function finishUpdate(
  server: Server,
  resource: Resource,
  old: KubernetesObject,
  merged: Mutable,
  options: WriteOptions,
): KubernetesObject {
  const attributes = updateAttributes(resource, old, options);
  const next = server.admission.mutate({ ...attributes, object: merged as KubernetesObject }, merged);
  if (next !== merged) settleParts(next, old);
  return storeUpdate(server, resource, old, next, options, (object) => ({ ...attributes, object }));
}

/**
 * Validates and stores what is left to do after mutating admission.
 * @param attributes what validating admission is asked, given the new object
 */
export function storeUpdate(
  server: Server,
  resource: Resource,
  old: KubernetesObject,
  next: Mutable,
  options: WriteOptions,
  attributes: (object: KubernetesObject) => Attributes,
): KubernetesObject {
  const { access } = options.caller;
  if (resource.guard !== undefined && access !== undefined) resource.guard(next, { ...options.caller, access });
  if (options.subresource === undefined) resource.prepareUpdate?.(next, old);
  const subject: Subject = { group: resource.group, resource: resource.kind, name: old.metadata.name };
  const errors = validateUpdate(resource, next as KubernetesObject, old, options.subresource);
  if (errors.length > 0) throw invalid(subject, errors);
  if (options.warn !== undefined)
    for (const warning of warningsOf(resource, next as KubernetesObject, old)) options.warn(warning);
  server.admission.validate(attributes(next as KubernetesObject));
  if (updatesQuota(resource, options)) chargeUpdate(server, resource, old, next as KubernetesObject, options);
  if (options.subresource === undefined)
    resource.allocate?.(next, old, options.dryRun === true ? server.addresses.preview() : server.addresses);
  return commit(server, resource, next, old, options);
}

function updateAttributes(resource: Resource, oldObject: KubernetesObject, request: WriteOptions) {
  const { name, namespace = "" } = oldObject.metadata;
  return {
    operation: "UPDATE" as const,
    resource,
    subresource: request.subresource,
    kind: kindOf(resource),
    namespace: resource.kind === "Namespace" && resource.group === "" ? name : namespace,
    name,
    oldObject,
    request,
  };
}

function chargeUpdate(
  server: Server,
  resource: Resource,
  old: KubernetesObject,
  next: KubernetesObject,
  { dryRun = false }: WriteOptions,
): void {
  const { name, namespace = "" } = old.metadata;
  const subject = { group: resource.group, resource: resource.plural, name };
  const charges = admitToQuota(server, resource, namespace, next, subject, old);
  if (!dryRun) chargeQuota(server, charges);
}

function warningsOf(resource: Resource, next: KubernetesObject, old: KubernetesObject): string[] {
  return next["spec"] === old["spec"] ? [] : (resource.warnings?.(next, old) ?? []);
}

/** What the request may change comes from `object`, the rest from `old`; then what is left out gets its default. */
export function mergeUpdate(
  resource: Resource,
  old: KubernetesObject,
  object: Mutable,
  subresource: string | undefined,
): Mutable {
  const sent: Mutable = object["metadata"] ?? {};
  const status = resource.subresources.includes("status");
  if (subresource === "status") {
    // The finalizer of a definition goes with its last report.
    const metadata =
      resource.kind === "CustomResourceDefinition"
        ? continueMetadata(
            { ...sent, finalizers: sent["finalizers"]?.length === 0 ? undefined : sent["finalizers"] },
            old.metadata,
          )
        : Object.assign(copyWithoutManagers(old.metadata), statusMetadata(resource, sent));
    return { ...old, metadata, status: object["status"] };
  }
  if (subresource === "binding") return { ...object, metadata: copyWithoutManagers(old.metadata) };
  if (subresource === "finalize") return { ...old, metadata: copyWithoutManagers(old.metadata), spec: object["spec"] };
  if (subresource === "ephemeralcontainers") return withEphemeralContainers(resource, old, object);
  const next: Mutable = { ...object, metadata: continueMetadata(sent, old.metadata) };
  if (status) {
    if (old["status"] === undefined) delete next["status"];
    else next["status"] = old["status"];
  }
  resource.setDefaults?.(next);
  return next;
}

/** Through its own door nothing of a pod changes but its ephemeral containers. */
function withEphemeralContainers(resource: Resource, old: KubernetesObject, object: Mutable): Mutable {
  const { ephemeralContainers } = object["spec"];
  const spec = { ...old["spec"], ephemeralContainers };
  const next: Mutable = { ...old, metadata: copyWithoutManagers(old.metadata), spec };
  resource.setDefaults?.(next);
  return next;
}

/** Kinds of the API server whose metadata stays as it is when their status is written. */
const fixedInStatus: ReadonlySet<string> = new Set([
  "ResourceClaim",
  "ServiceCIDR",
  "ValidatingAdmissionPolicy",
  "VolumeAttachment",
]);

/**
 * Through `/status` labels and annotations may change too, except those of custom kinds and of a few others; of a
 * deployment only the annotations, which is how its revision gets there.
 */
function statusMetadata({ kind, custom }: Resource, sent: Mutable): Mutable {
  const { labels, annotations } = sent;
  if (custom !== undefined || fixedInStatus.has(kind)) return {};
  if (kind === "Deployment") return annotations === undefined ? {} : { annotations };
  return { ...(labels === undefined ? {} : { labels }), ...(annotations === undefined ? {} : { annotations }) };
}

function validateUpdate(
  resource: Resource,
  next: KubernetesObject,
  old: KubernetesObject,
  subresource: string | undefined,
) {
  if (subresource === "status" && resource.custom !== undefined) return resource.custom.check(next, old, subresource);
  if (subresource === "status" && next.metadata.labels === old.metadata.labels) return [];
  if (subresource === "ephemeralcontainers")
    return validateEphemeralContainers((next as Mutable)["spec"], (old as Mutable)["spec"]);
  if (subresource !== undefined) return validateClientMetadata(next.metadata);
  settleParts(next as Mutable, old);
  const added = newFinalizers(next, old);
  const metadata = [
    ...(added.length === 0 ? [] : [prohibited("metadata.finalizers", tooLate(added))]),
    ...(["deletionTimestamp", "deletionGracePeriodSeconds"] as const).flatMap((name) =>
      immutable(`metadata.${name}`, next.metadata[name], old.metadata[name]),
    ),
    ...(hasSameClientMetadata(next, old) ? [] : validateClientMetadata(next.metadata, resource.custom !== undefined)),
  ];
  const changes = resource.validateUpdate?.(next, old) ?? [];
  // The real server checks metadata twice on the way of an update, and says so in the causes.
  return [
    ...metadata,
    ...metadata,
    ...(resource.checksChangesFirst === true ? changes : []),
    ...(resource.validate !== undefined && changed(next, old) ? resource.validate(next) : []),
    ...(resource.checksChangesFirst === true ? [] : changes),
    ...(resource.custom?.check(next, old, undefined) ?? []),
  ];
}

function hasSameClientMetadata({ metadata }: KubernetesObject, { metadata: old }: KubernetesObject): boolean {
  return (
    metadata.labels === old.labels &&
    metadata.annotations === old.annotations &&
    metadata.ownerReferences === old.ownerReferences &&
    metadata.finalizers === old.finalizers
  );
}

/** From an object under deletion finalizers may be taken, but none may be added. */
function newFinalizers(next: KubernetesObject, old: KubernetesObject): readonly string[] {
  if (old.metadata.deletionTimestamp === undefined) return [];
  const before = old.metadata.finalizers ?? [];
  return (next.metadata.finalizers ?? []).filter((finalizer) => !before.includes(finalizer));
}

function tooLate(finalizers: readonly string[]): string {
  const list = finalizers.map((finalizer) => JSON.stringify(finalizer)).join(", ");
  return `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`;
}

function changed(next: KubernetesObject, old: KubernetesObject): boolean {
  for (const key in next) if (key !== "metadata" && next[key] !== old[key]) return true;
  return false;
}
