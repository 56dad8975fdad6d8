import type { KubernetesObject } from "../../kubernetes.ts";
import { decode, type Decoded } from "./decode.ts";
import { DecodeError } from "./decode-error.ts";
import type { Manager } from "./apply/managed-fields.ts";
import type { Resource } from "./resources/resource.ts";
import { apiVersionOf } from "./server.ts";
import { badRequest } from "./status-error.ts";
import { kubernetesSchema } from "../schema/schema.ts";
import type { WriteOptions } from "./verbs.ts";

/**
 * Decodes the body of a create or an update under the request's field validation: unknown fields are an error (`Strict`),
 * warnings (`Warn`, and when nothing is said), or pass silently; they are dropped in every case.
 * @throws StatusError 400
 */
export function decodeBody(
  resource: Pick<Resource, "group" | "version" | "kind" | "type" | "custom">,
  body: KubernetesObject,
  live: KubernetesObject | undefined,
  options: WriteOptions,
): Decoded["object"] {
  checkKind(resource, body, badRequest);
  const { kind, version } = resource;
  const { object, strictErrors } = decodeOr(resource, body, live, (message) =>
    badRequest(`${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${message}`),
  );
  reportStrictErrors(strictErrors, options, (message) =>
    badRequest(`${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${message}`),
  );
  return object;
}

/** The manager that a request's changes belong to: the one it names, or its program. */
export function managerOf(resource: Resource, { fieldManager = "", caller, subresource }: WriteOptions): Manager {
  const slash = caller.userAgent.indexOf("/");
  const program = slash === -1 ? caller.userAgent : caller.userAgent.slice(0, slash);
  return {
    manager: fieldManager === "" ? program : fieldManager,
    operation: "Update",
    apiVersion: apiVersionOf(resource),
    subresource,
  };
}

/** Decodes, wording a value of the wrong type as the caller's kind of request does. */
export function decodeOr(
  resource: Pick<Resource, "type" | "custom">,
  body: KubernetesObject,
  live: KubernetesObject | undefined,
  refuse: (message: string) => Error,
): Decoded {
  try {
    if (resource.custom !== undefined) return resource.custom.decode(body, live);
    return decode(resource.type, body, live);
  } catch (error) {
    throw error instanceof DecodeError ? refuse(error.message) : error;
  }
}

/** What Go's YAML library writes before its findings. */
const yamlErrors = /^yaml: unmarshal errors:\n {2}/;

/** Refuses or warns about unknown fields, as the request asks. */
export function reportStrictErrors(
  unknown: readonly string[],
  { fieldValidation = "Warn", warn, amongDuplicates }: WriteOptions,
  refuse: (message: string) => Error,
): void {
  const errors = amongDuplicates?.(unknown) ?? unknown;
  if (errors.length === 0) return;
  if (fieldValidation === "Strict") throw refuse(`strict decoding error: ${errors.join(", ")}`);
  if (fieldValidation === "Warn") for (const error of errors) warn?.(error.replace(yamlErrors, ""));
}

/** Whether a body is of the kind that the endpoint serves. */
export function checkKind(
  resource: Pick<Resource, "group" | "version" | "kind">,
  { apiVersion, kind }: KubernetesObject,
  refuse: (message: string) => Error,
): void {
  const expected = apiVersionOf(resource);
  if (kind === undefined || kind === "") throw refuse("Object 'Kind' is missing in the request body");
  if (apiVersion === expected && kind === resource.kind) return;
  const version = apiVersion?.slice(apiVersion.indexOf("/") + 1) ?? "";
  const handled = `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${resource.kind}`;
  if (kubernetesSchema.kind(apiVersion, kind) === undefined)
    throw refuse(`${handled}: ${unregistered(apiVersion, kind)}`);
  if (kind === resource.kind)
    throw refuse(`the API version in the data (${apiVersion}) does not match the expected API version (${expected})`);
  throw refuse(`${handled}: ${unconvertible(resource, version, kind)}`);
}

/** Whether a patch has left the kind as it was. */
export function checkPatchedKind(
  resource: Pick<Resource, "group" | "version" | "kind">,
  { apiVersion, kind }: KubernetesObject,
  refuse: (message: string) => Error,
): void {
  if (apiVersion === apiVersionOf(resource) && kind === resource.kind) return;
  if (kubernetesSchema.kind(apiVersion, kind) === undefined) throw refuse(unregistered(apiVersion, kind));
  throw refuse(unconvertible(resource, apiVersion.slice(apiVersion.indexOf("/") + 1), kind));
}

function unregistered(apiVersion: string, kind: string): string {
  return `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/runtime/scheme.go:110"`;
}

/** The package of the internal type is the first label of its group. */
function unconvertible(
  { group, kind: wanted }: Pick<Resource, "group" | "kind">,
  version: string,
  kind: string,
): string {
  const internal = group === "" ? "core" : group.split(".", 1)[0];
  return `converting (${version}.${kind}) to (${internal}.${wanted}): unknown conversion`;
}
