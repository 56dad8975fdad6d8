import type { KubernetesObject } from "../../kubernetes.ts";

export interface StatusCause {
  readonly reason?: string;
  readonly message: string;
  readonly field?: string;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

/** What an error is about. `resource` is the plural where the server knows it, or the kind where it speaks of a body. */
export interface Subject {
  readonly group: string;
  readonly resource: string;
  readonly name: string;
}

/** A refusal of the API server; `toStatus` is the body that it answers with. */
export class StatusError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly details: StatusDetails | undefined;

  constructor(code: number, reason: string, message: string, details?: StatusDetails) {
    super(message);
    this.name = "StatusError";
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  toStatus(): KubernetesObject {
    return {
      kind: "Status",
      apiVersion: "v1",
      metadata: {} as KubernetesObject["metadata"],
      status: "Failure",
      message: this.message,
      ...(this.reason === "" ? {} : { reason: this.reason }),
      ...(this.details === undefined ? {} : { details: this.details }),
      code: this.code,
    };
  }
}

export function notFound({ group, resource, name }: Subject): StatusError {
  return new StatusError(
    404,
    "NotFound",
    `${qualified(group, resource)} "${name}" not found`,
    about(group, resource, name),
  );
}

export function alreadyExists({ group, resource, name }: Subject): StatusError {
  const message = `${qualified(group, resource)} "${name}" already exists`;
  return new StatusError(409, "AlreadyExists", message, about(group, resource, name));
}

export function conflict({ group, resource, name }: Subject, why: string): StatusError {
  const message = `Operation cannot be fulfilled on ${qualified(group, resource)} "${name}": ${why}`;
  return new StatusError(409, "Conflict", message, about(group, resource, name));
}

/** A lost race for a resourceVersion. */
export function modified(subject: Subject): StatusError {
  return conflict(
    subject,
    "the object has been modified; please apply your changes to the latest version and try again",
  );
}

export function forbidden(
  { group, resource, name }: Subject,
  why: string,
  causes?: readonly StatusCause[],
): StatusError {
  const what = name === "" ? qualified(group, resource) : `${qualified(group, resource)} "${name}"`;
  const details = { ...about(group, resource, name), ...(causes === undefined ? {} : { causes }) };
  return new StatusError(403, "Forbidden", `${what} is forbidden: ${why}`, details);
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, "BadRequest", message);
}

/** 410 for a resourceVersion or a continue token that the server no longer holds. */
export function expired(message: string): StatusError {
  return new StatusError(410, "Expired", message);
}

export function methodNotAllowed(message: string): StatusError {
  return new StatusError(405, "MethodNotAllowed", message);
}

export function tooManyRequests(message: string, details: StatusDetails): StatusError {
  return new StatusError(429, "TooManyRequests", message, details);
}

/** A refused JSON patch that the real server reports without saying why in the message. */
export function unprocessable(cause: string): StatusError {
  return new StatusError(
    422,
    "Invalid",
    "the server rejected our request due to an error in our request",
    cause === "" ? {} : { causes: [{ reason: "FieldValueInvalid", message: cause, field: "patch" }] },
  );
}

/** One finding of a validation. */
export interface FieldError {
  readonly type:
    | "required"
    | "invalid"
    | "unsupported"
    | "duplicate"
    | "forbidden"
    | "tooLong"
    | "tooMany"
    | "notFound"
    | "typeInvalid";
  readonly field: string;
  /** The offending value as the server quotes it; absent where it does not. */
  readonly value?: unknown;
  readonly detail: string;
}

const fieldErrorTexts = {
  required: ["FieldValueRequired", "Required value"],
  invalid: ["FieldValueInvalid", "Invalid value"],
  unsupported: ["FieldValueNotSupported", "Unsupported value"],
  duplicate: ["FieldValueDuplicate", "Duplicate value"],
  forbidden: ["FieldValueForbidden", "Forbidden"],
  tooLong: ["FieldValueTooLong", "Too long"],
  tooMany: ["FieldValueTooMany", "Too many"],
  notFound: ["FieldValueNotFound", "Not found"],
  typeInvalid: ["FieldValueTypeInvalid", "Invalid value"],
} as const;

/** 422 with one cause per finding. `subject.resource` is the kind here, as on the real server. */
export function invalid(subject: Subject, errors: readonly FieldError[]): StatusError {
  const causes = errors.map((error): StatusCause => ({
    reason: fieldErrorTexts[error.type][0],
    message: fieldErrorMessage(error),
    field: error.field,
  }));
  const lines = [...new Set(causes.map(({ field, message }) => `${field}: ${message}`))];
  const all = lines.length === 1 ? lines[0]! : `[${lines.join(", ")}]`;
  const message = `${qualified(subject.group, subject.resource)} "${subject.name}" is invalid: ${all}`;
  return new StatusError(422, "Invalid", message, { ...about(subject.group, subject.resource, subject.name), causes });
}

function fieldErrorMessage({ type, value, detail }: FieldError): string {
  const head = fieldErrorTexts[type][1];
  const quoted =
    value === undefined || type === "required" || type === "forbidden" || type === "tooLong"
      ? head
      : `${head}: ${quotedValue(value)}`;
  return detail === "" ? quoted : `${quoted}: ${detail}`;
}

/** Go writes what may mean something to a browser as escapes, in everything but plain strings. */
function quotedValue(value: unknown): string {
  const text = JSON.stringify(value);
  if (typeof value !== "object") return text;
  return text.replaceAll(/[<>&]/g, (found) => `\\u00${found.charCodeAt(0).toString(16)}`);
}

function qualified(group: string, resource: string): string {
  return group === "" ? resource : `${resource}.${group}`;
}

function about(group: string, kind: string, name: string): StatusDetails {
  return { ...(name === "" ? {} : { name }), ...(group === "" ? {} : { group }), ...(kind === "" ? {} : { kind }) };
}
