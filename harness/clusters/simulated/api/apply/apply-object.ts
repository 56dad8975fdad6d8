import type { Json, KubernetesObject } from "../../../kubernetes.ts";
import { decodeOr, managerOf } from "../body.ts";
import { createDecoded } from "../creation.ts";
import type { Mutable } from "../decode.ts";
import { identify } from "../metadata.ts";
import { isMap } from "../patches/merge-patch.ts";
import { checkPatched } from "../patching.ts";
import type { Resource } from "../resources/resource.ts";
import { apiVersionOf, nameOf, type Server } from "../server.ts";
import { badRequest, invalid, notFound, StatusError, type Subject } from "../status-error.ts";
import { finishUpdate, mergeUpdate } from "../updating.ts";
import { refusal } from "../../access/refusals.ts";
import type { Caller, WriteOptions } from "../verbs.ts";
import { applyConfiguration, type Applied } from "./apply-configuration.ts";
import { compare } from "./compare.ts";
import { leaf, union, type FieldSet } from "./field-set.ts";
import { lastAppliedAnnotation, lastAppliedText } from "./last-applied.ts";
import { distinct, entryOf, type ManagedFieldsEntry, type Manager } from "./managed-fields.ts";
import { setManagers } from "./managers.ts";
import { typedProblems } from "./typed-validation.ts";

/** Applies a configuration server-side; an object that does not exist is created. @throws StatusError */
export function applyObject(
  server: Server,
  resource: Resource,
  requestNamespace: string | undefined,
  name: string,
  body: Json | KubernetesObject,
  options: WriteOptions,
): KubernetesObject {
  const configuration = checkConfiguration(resource, body, options);
  const namespace = identify(resource, requestNamespace, name, configuration);
  const stored = server.store.get(nameOf(resource), namespace, name);
  const live = stored === undefined ? undefined : (resource.view?.read(stored) ?? stored);
  const subject = { group: resource.group, resource: resource.plural, name };
  if (live === undefined && options.subresource !== undefined) throw notFound(subject);
  if (live === undefined && (configuration.metadata?.name ?? "") === "")
    throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
  if (live === undefined) confirmCreation(subject, namespace, options.caller);
  if (live !== undefined) checkPatched(resource, configuration, live);
  checkTypes(resource, configuration);
  const manager: Manager = { ...managerOf(resource, options), operation: "Apply" };
  const applied = applyConfiguration({
    type: resource.type,
    live: live ?? resource.zero,
    entries: live === undefined ? [] : entriesOf(resource, live, manager, server.now()),
    configuration,
    manager,
    ignored: ignoredParts(resource, options.subresource),
    force: options.force ?? false,
    now: server.now(),
  });
  const object = decodeApplied(resource, applied, live, configuration, name);
  if (manager.manager === "kubectl") keepLastApplied(object["metadata"], configuration);
  if (live === undefined) return createDecoded(server, resource, namespace, object, options, applied.entries);
  const next = mergeUpdate(resource, live, object, options.subresource);
  setManagers(next["metadata"], applied.entries);
  return finishUpdate(server, resource, live, next, options);
}

/** Who may patch an object may not create it, too. @throws StatusError 403 */
function confirmCreation({ group, resource, name }: Subject, namespace: string, { user, access }: Caller): void {
  if (access === undefined) return;
  const attributes = { kind: "resource", verb: "create", group, resource, subresource: "", namespace, name } as const;
  const decision = access.authorize(user, attributes);
  if (!decision.allowed) throw refusal(user, attributes, decision);
}

function checkConfiguration(resource: Resource, body: unknown, { fieldManager = "" }: WriteOptions): KubernetesObject {
  if (fieldManager === "")
    throw invalid({ group: "meta.k8s.io", resource: "PatchOptions", name: "" }, [
      { type: "required", field: "fieldManager", detail: "is required for apply patch" },
    ]);
  if (!isMap(body))
    throw badRequest("error decoding YAML: json: cannot unmarshal into Go value of type map[string]interface {}");
  const { apiVersion, kind, metadata } = body;
  const expected = apiVersionOf(resource);
  if (apiVersion !== expected || kind !== resource.kind) {
    const { [0]: group, [1]: version } = /\//.test(apiVersion ?? "") ? apiVersion.split("/") : ["", apiVersion ?? ""];
    throw badRequest(`invalid object type: ${group}/${version}, Kind=${kind ?? ""}`);
  }
  if (metadata?.managedFields !== undefined && metadata.managedFields !== null)
    throw badRequest("metadata.managedFields must be nil");
  return body as KubernetesObject;
}

/** @throws StatusError 500, which is what the real server answers to a configuration that its schema does not fit. */
function checkTypes(resource: Resource, configuration: KubernetesObject): void {
  const problems = typedProblems(resource.type, configuration);
  if (problems.length === 0) return;
  const text =
    problems.length === 1 ? problems[0] : ["errors:", ...problems.map((problem) => `  ${problem}`)].join("\n");
  const { namespace = "", name = "" } = configuration.metadata ?? {};
  const subject = `${namespace}/${name}; ${resource.group}/${resource.version}, Kind=${resource.kind}`;
  throw new StatusError(500, "", `failed to create typed patch object (${subject}): ${text}`);
}

/** The managers of the live object; what nobody has claimed so far belongs to `before-first-apply`. */
function entriesOf(
  resource: Resource,
  live: KubernetesObject,
  manager: Manager,
  now: string,
): readonly ManagedFieldsEntry[] {
  const entries = (live.metadata.managedFields ?? []) as unknown as readonly ManagedFieldsEntry[];
  if (entries.length > 0) return distinct(entries);
  const { modified, added } = compare(resource.type, resource.zero, live as Mutable);
  const fields = union(modified, added);
  return fields === undefined
    ? []
    : [entryOf({ ...manager, manager: "before-first-apply", operation: "Update" }, fields, now)];
}

function ignoredParts(resource: Resource, subresource: string | undefined): FieldSet {
  if (subresource === undefined) return resource.subresources.includes("status") ? { "f:status": leaf } : undefined;
  if (subresource !== "status") return undefined;
  const parts = [...resource.type.fields.keys()].filter((name) => !["apiVersion", "kind", "status"].includes(name));
  return Object.fromEntries(parts.map((name) => [`f:${name}`, leaf]));
}

function decodeApplied(
  resource: Resource,
  { object }: Applied,
  live: KubernetesObject | undefined,
  configuration: KubernetesObject,
  name: string,
): Mutable {
  const { namespace = "" } = configuration.metadata ?? {};
  const version = `${resource.group}/${resource.version}, Kind=${resource.kind}`;
  const refuse = (message: string) =>
    new StatusError(
      500,
      "",
      `failed to convert new object (${namespace}/${name}; ${version}) to proper version: unable to convert unstructured object to ${version}: ${message}`,
    );
  const { object: decoded } = decodeOr(resource, object as KubernetesObject, live, refuse);
  decoded["metadata"] = { ...decoded["metadata"], name };
  return decoded;
}

/** kubectl may go back to client-side apply, so its annotation is kept in step where there is one. */
function keepLastApplied(metadata: Mutable, configuration: KubernetesObject): void {
  const { annotations } = metadata;
  if ((annotations?.[lastAppliedAnnotation] ?? "") === "") return;
  metadata["annotations"] = { ...annotations, [lastAppliedAnnotation]: lastAppliedText(configuration) };
}
