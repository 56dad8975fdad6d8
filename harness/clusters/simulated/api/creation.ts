import type { KubernetesObject } from "../../kubernetes.ts";
import { kindOf } from "./admission/attributes.ts";
import { admitToNamespace } from "./admission/namespace-life-cycle.ts";
import { admitToQuota, chargeQuota } from "./admission/quota.ts";
import { compare } from "./apply/compare.ts";
import { startingEntries, trackUpdate, type ManagedFieldsEntry } from "./apply/managed-fields.ts";
import { setManagers } from "./apply/managers.ts";
import { changedParts, trackLater, type Managers } from "./apply/pending-entries.ts";
import { decodeBody, managerOf } from "./body.ts";
import { commit, settleParts } from "./commit.ts";
import { fillZeros, type Mutable } from "./decode.ts";
import { identify, startMetadata } from "./metadata.ts";
import type { Preparing, Resource } from "./resources/resource.ts";
import { nameOf, type Server } from "./server.ts";
import { alreadyExists, forbidden, invalid, StatusError, type Subject } from "./status-error.ts";
import { validateMetadata } from "./validation/metadata.ts";
import type { WriteOptions } from "./verbs.ts";

/** Longest base of a generated name; five characters follow. */
const longestBase = 58;
const suffixLength = 5;

/** Creates an object from a body. @throws StatusError */
export function createObject(
  server: Server,
  resource: Resource,
  requestNamespace: string | undefined,
  body: KubernetesObject,
  options: WriteOptions,
): KubernetesObject {
  const namespace = identify(resource, requestNamespace, undefined, body);
  const object = decodeBody(resource, body, undefined, options);
  return createDecoded(server, resource, namespace, object, options);
}

/**
 * The part of creation that server-side apply shares.
 * @param entries the managers, where they are known already.
 */
export function createDecoded(
  server: Server,
  resource: Resource,
  namespace: string,
  object: Mutable,
  options: WriteOptions,
  entries?: readonly ManagedFieldsEntry[],
): KubernetesObject {
  const sent: Mutable = (object["metadata"] ??= {});
  if ((sent["resourceVersion"] ?? "") !== "")
    throw new StatusError(500, "", "resourceVersion should not be set on objects to be created");
  const name = sent["name"] ?? generateName(server, resource, namespace, sent["generateName"]);
  const subject: Subject = { group: resource.group, resource: resource.plural, name };
  admitToNamespace(server, resource, namespace, subject);
  if (resource.custom?.terminating === true)
    throw forbidden(subject, "create not allowed while custom resource definition is terminating");
  object["metadata"] = startMetadata(server, sent, namespace, name);
  if (resource.subresources.includes("status")) resetStatus(resource, object);
  resource.setDefaults?.(object);
  const { access } = options.caller;
  if (resource.guard !== undefined && access !== undefined) resource.guard(object, { ...options.caller, access });
  const managers = entries ?? creators(resource, object, sent, server.now(), options);
  setManagers(object["metadata"], managers);
  resource.admit?.(object, preparing(server, namespace));
  const attributes = createAttributes(resource, namespace, sent["name"] ?? "", options);
  const admitted = object;
  object = server.admission.mutate({ ...attributes, object: object as KubernetesObject }, object);
  // The built-in plug-ins look again at what webhooks have changed.
  if (object !== admitted) resource.admit?.(object, preparing(server, namespace));
  resource.prepareCreate?.(object, preparing(server, namespace));
  const errors = [
    ...validateMetadata(resource, object as KubernetesObject),
    ...(resource.validate?.(object as KubernetesObject) ?? []),
    ...(resource.validateCreate?.(object as KubernetesObject) ?? []),
    ...(resource.custom?.check(object as KubernetesObject, undefined, undefined) ?? []),
  ];
  if (errors.length > 0) throw invalid({ ...subject, resource: resource.kind }, errors);
  if (options.warn !== undefined)
    for (const warning of resource.warnings?.(object as KubernetesObject, undefined) ?? []) options.warn(warning);
  server.admission.validate({ ...attributes, name, object: object as KubernetesObject });
  const charges = admitToQuota(server, resource, namespace, object as KubernetesObject, subject);
  if (server.store.get(nameOf(resource), namespace, name) !== undefined) throw alreadyExists(subject);
  resource.allocate?.(object, undefined, options.dryRun === true ? server.addresses.preview() : server.addresses);
  if (options.dryRun !== true) chargeQuota(server, charges);
  return commit(server, resource, object, undefined, options);
}

function createAttributes(resource: Resource, namespace: string, name: string, request: WriteOptions) {
  const operation = "CREATE" as const;
  const own = resource.kind === "Namespace" && resource.group === "" ? name : namespace;
  return {
    operation,
    resource,
    subresource: undefined,
    kind: kindOf(resource),
    namespace: own,
    name,
    oldObject: undefined,
    request,
  };
}

/** What is created belongs to its creator, defaults included, but not what admission adds to it afterwards. */
function creators(resource: Resource, object: Mutable, sent: Mutable, now: string, options: WriteOptions): Managers {
  const { type, zero } = resource;
  const start = startingEntries<readonly ManagedFieldsEntry[]>(sent["managedFields"], []);
  const manager = managerOf(resource, options);
  // What is still to be changed cannot be looked at later.
  if ((resource.admit ?? resource.prepareCreate ?? resource.allocate) !== undefined)
    return trackUpdate(start, manager, compare(type, zero, object), now);
  settleParts(object, undefined);
  return trackLater({ type, ...changedParts(zero, object), start, manager, now });
}

function generateName(server: Server, resource: Resource, namespace: string, base: unknown): string {
  if (typeof base !== "string" || base === "") return "";
  for (;;) {
    const name = base.slice(0, longestBase) + server.random.suffix(suffixLength);
    if (server.store.get(nameOf(resource), namespace, name) === undefined) return name;
  }
}

/** Nobody creates a status; the controllers write it afterwards. */
function resetStatus(resource: Resource, object: Mutable): void {
  delete object["status"];
  fillZeros(resource.type, object);
}

function preparing(server: Server, namespace: string): Preparing {
  return {
    namespace,
    find: (resource, scope, name) => server.store.get(resource, scope, name),
    list: (resource) => server.store.list(resource, { namespace: undefined, selects: undefined }),
    suffix: (length) => server.random.suffix(length),
    now: () => server.now(),
  };
}
