import type { Attributes, Decision } from "./access.ts";
import { StatusError } from "../api/status-error.ts";
import type { UserInfo } from "../api/verbs.ts";

/** 401: a credential that is none. */
export function unauthorized(): StatusError {
  return new StatusError(401, "Unauthorized", "Unauthorized");
}

/** 403 for what the user may not do. */
export function refusal({ name: user }: UserInfo, attributes: Attributes, { reason }: Decision): StatusError {
  const because = reason === "" ? "" : `: ${reason}`;
  const text = `${escape(describe(user, attributes))}${because}`;
  if (attributes.kind === "path") return new StatusError(403, "Forbidden", `forbidden: ${text}`, {});
  const { group, resource, name } = attributes;
  const qualified = group === "" ? resource : `${resource}.${group}`;
  const what = name === "" ? qualified : `${qualified} ${JSON.stringify(name)}`;
  return new StatusError(403, "Forbidden", `${what} is forbidden: ${text}`, {
    ...(name === "" ? {} : { name }),
    ...(group === "" ? {} : { group }),
    kind: resource,
  });
}

function describe(user: string, attributes: Attributes): string {
  const cannot = `User ${JSON.stringify(user)} cannot ${attributes.verb}`;
  if (attributes.kind === "path") return `${cannot} path ${JSON.stringify(attributes.path)}`;
  const { group, resource, subresource, namespace } = attributes;
  const full = subresource === "" ? resource : `${resource}/${subresource}`;
  const where = namespace === "" ? "at the cluster scope" : `in the namespace ${JSON.stringify(namespace)}`;
  return `${cannot} resource ${JSON.stringify(full)} in API group ${JSON.stringify(group)} ${where}`;
}

/** The real server takes care of browsers. */
function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** An error that the real server answers as plain text, not as a Status. */
export class PlainError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = "PlainError";
    this.code = code;
  }
}
