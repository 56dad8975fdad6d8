import type { KubernetesObject, ObjectMeta } from "../../kubernetes.ts";
import type { Mutable } from "./decode.ts";
import type { Resource } from "./resources/resource.ts";
import type { Server } from "./server.ts";
import type { DeleteOptions } from "./verbs.ts";
import { badRequest, conflict, modified, type Subject } from "./status-error.ts";

/** What a client may set on creation; the rest of the metadata is the server's. */
export function startMetadata(server: Server, sent: Mutable, namespace: string, name: string): Mutable {
  return {
    name,
    ...pick(sent, ["generateName"]),
    ...(namespace === "" ? {} : { namespace }),
    uid: server.random.uuid(),
    resourceVersion: "",
    creationTimestamp: server.now(),
    ...pick(sent, clientFields),
  };
}

/** What a client may change; `managedFields` are settled elsewhere. */
const clientFields = ["generateName", "labels", "annotations", "ownerReferences", "finalizers"] as const;

/** What stays as it is whatever a client sends. */
const serverFields = ["name", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp"] as const;

/** What only a deletion sets. A client that sends something else is told so, which is for the validation to do. */
const deletionFields = ["deletionTimestamp", "deletionGracePeriodSeconds"] as const;

/** The metadata of an update: the client's part of `sent`, the server's part of `old`. */
export function continueMetadata(sent: Mutable, old: ObjectMeta): Mutable {
  return {
    ...pick(old as unknown as Mutable, serverFields),
    ...pick({ ...old, ...pick(sent, deletionFields) }, deletionFields),
    ...pick(sent, clientFields),
  };
}

function pick(from: Mutable, keys: readonly string[]): Mutable {
  const picked: Mutable = {};
  for (const key of keys) if (from[key] !== undefined) picked[key] = from[key];
  return picked;
}

/** The namespace and the name that the object gets, from the request and its body. */
export function identify(
  resource: Resource,
  namespace: string | undefined,
  name: string | undefined,
  { metadata }: KubernetesObject,
): string {
  const own = resource.namespaced ? (namespace ?? "") : "";
  const sent = metadata?.namespace ?? "";
  if (sent !== "" && sent !== own)
    throw badRequest(
      resource.namespaced
        ? "the namespace of the provided object does not match the namespace sent on the request"
        : "namespace may not be set on a resource that has none",
    );
  if (name !== undefined && (metadata?.name ?? "") !== "" && metadata.name !== name)
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`);
  return own;
}

/** A write that names a version or a uid holds only for that. @throws StatusError 409 */
export function checkPreconditions(subject: Subject, sent: Partial<ObjectMeta> | undefined, live: ObjectMeta): void {
  const { uid = "", resourceVersion = "" } = sent ?? {};
  if (uid !== "" && uid !== live.uid)
    throw conflict(
      subject,
      `StorageError: invalid object, Code: 4, Key: /registry/${storageName(subject.resource)}/${live.namespace === undefined ? "" : `${live.namespace}/`}${live.name}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${live.uid}`,
    );
  if (resourceVersion !== "" && resourceVersion !== "0" && resourceVersion !== live.resourceVersion)
    throw modified(subject);
}

/** Where etcd keeps a resource, which the message about a wrong uid shows. */
function storageName(plural: string): string {
  const names: Readonly<Record<string, string>> = {
    services: "services/specs",
    endpoints: "services/endpoints",
    nodes: "minions",
  };
  return names[plural] ?? plural;
}

/** A deletion may name the uid and the version that it means. @throws StatusError 409 */
export function checkDeletePreconditions(
  subject: Subject,
  { uid, resourceVersion }: NonNullable<DeleteOptions["preconditions"]>,
  live: ObjectMeta,
): void {
  if (uid !== undefined && uid !== live.uid)
    throw conflict(
      subject,
      `the UID in the precondition (${uid}) does not match the UID in record (${live.uid}). The object might have been deleted and then recreated`,
    );
  if (resourceVersion !== undefined && resourceVersion !== live.resourceVersion)
    throw conflict(
      subject,
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${live.resourceVersion}). The object might have been modified`,
    );
}
