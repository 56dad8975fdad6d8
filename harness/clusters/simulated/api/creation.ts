import type { KubernetesObject } from "../../kubernetes.ts";
import { admitToNamespace } from "./admission/namespace-life-cycle.ts";
import { admitToQuota, type Charge } from "./admission/quota.ts";
import { compare } from "./apply/compare.ts";
import { setManagedFields, startingEntries, trackUpdate, type ManagedFieldsEntry } from "./apply/managed-fields.ts";
import { decodeBody, managerOf } from "./body.ts";
import { commit } from "./commit.ts";
import { fillZeros, type Mutable } from "./decode.ts";
import { identify, startMetadata } from "./metadata.ts";
import type { Preparing, Resource } from "./resources/resource.ts";
import { nameOf, type Server } from "./server.ts";
import { alreadyExists, invalid, StatusError, type Subject } from "./status-error.ts";
import { validateMetadata } from "./validation/metadata.ts";
import { replaceDecoded } from "./updating.ts";
import type { Caller, WriteOptions } from "./verbs.ts";

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
  object["metadata"] = startMetadata(server, sent, namespace, name);
  if (resource.subresources.includes("status")) resetStatus(resource, object);
  resource.setDefaults?.(object);
  const { access } = options.caller;
  if (resource.guard !== undefined && access !== undefined) resource.guard(object, { ...options.caller, access });
  const managers = entries ?? creators(resource, object, sent, server.now(), options);
  setManagedFields({ metadata: object["metadata"] }, managers);
  resource.prepareCreate?.(object, preparing(server, namespace));
  const errors = [
    ...validateMetadata(resource, object as KubernetesObject),
    ...(resource.validate?.(object as KubernetesObject) ?? []),
  ];
  if (errors.length > 0) throw invalid({ ...subject, resource: resource.kind }, errors);
  if (options.warn !== undefined)
    for (const warning of resource.warnings?.(object as KubernetesObject) ?? []) options.warn(warning);
  const charges = admitToQuota(server, resource, namespace, object as KubernetesObject, subject);
  if (server.store.get(nameOf(resource), namespace, name) !== undefined) throw alreadyExists(subject);
  resource.allocate?.(object, undefined, options.dryRun === true ? server.addresses.preview() : server.addresses);
  if (options.dryRun !== true) for (const charge of charges) chargeQuota(server, charge);
  return commit(server, resource, object, undefined, options);
}

/** As the server itself does it, within the request that uses the quota up. */
function chargeQuota(server: Server, { quota, used }: Charge): void {
  const options = { caller: apiServer, subresource: "status" };
  const body = { ...quota, status: { ...quota["status"], used } };
  replaceDecoded(server, server.resource("resourcequotas"), quota, body, options, "nobody");
}

const apiServer: Caller = {
  user: { name: "system:apiserver", groups: ["system:masters"] },
  userAgent: "kube-apiserver/v1.34.4 (linux/amd64) kubernetes",
};

/** What is created belongs to its creator, defaults included, but not what admission adds to it afterwards. */
function creators(resource: Resource, object: Mutable, sent: Mutable, now: string, options: WriteOptions) {
  const comparison = compare(resource.type, resource.zero, object);
  const start = startingEntries(sent["managedFields"], [], undefined);
  return trackUpdate(start, managerOf(resource, options), comparison, now);
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
