import type { ServerResponse } from "node:http";
import { stringify } from "yaml";
import type { StatusError } from "../api/status-error.ts";
import type { Encoding } from "./negotiation.ts";
import { PageNotFound } from "./refusals.ts";

/** How to write one answer. */
export interface ReplyStyle {
  readonly encoding: Encoding;
  /** Indented, for people. */
  readonly pretty: boolean;
}

/** As sigs.k8s.io/yaml writes: keys in order, lists as far left as their names, quotes where YAML 1.1 needs them. */
const yamlStyle = {
  lineWidth: 0,
  sortMapEntries: true,
  indentSeq: false,
  aliasDuplicateObjects: false,
  version: "1.1",
} as const;

/** Go's library sees no need to quote the dot that managed fields have as a key. */
const yamlOf = (body: unknown) => stringify(body, yamlStyle).replaceAll(/^( *)"\.": /gm, "$1.: ");

/** Answers with an object. */
export function sendObject(response: ServerResponse, code: number, body: unknown, style: ReplyStyle): void {
  if (style.encoding === "yaml") sendText(response, code, yamlOf(body), "application/yaml");
  else sendText(response, code, style.pretty ? goJson(body, 2) : `${goJson(body)}\n`, "application/json");
}

/** JSON as Go writes it: it escapes in strings what could be taken for markup. */
export function goJson(body: unknown, indent?: number): string {
  const text = JSON.stringify(body, null, indent);
  return /[<>&\u2028\u2029]/.test(text)
    ? text.replaceAll(
        /[<>&\u2028\u2029]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
      )
    : text;
}

export function sendText(response: ServerResponse, code: number, text: string, contentType: string): void {
  sendBytes(response, Buffer.from(text), contentType, code);
}

export function sendBytes(response: ServerResponse, bytes: Buffer, contentType: string, code = 200): void {
  response.setHeader("Content-Type", contentType);
  response.setHeader("Content-Length", bytes.length);
  if (!response.hasHeader("Cache-Control")) response.setHeader("Cache-Control", "no-cache, private");
  response.writeHead(code);
  response.end(bytes);
}

/** Answers with a refusal, or breaks the connection where an answer has already begun. */
export function sendError(response: ServerResponse, error: StatusError, style: ReplyStyle): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof PageNotFound)
    return sendText(response, error.code, `${error.message}\n`, "text/plain; charset=utf-8");
  const wait = error.details?.retryAfterSeconds;
  if (wait !== undefined) response.setHeader("Retry-After", String(wait));
  sendObject(response, error.code, error.toStatus(), style);
}

/** Adds a `Warning` header as RFC 7234 has it; clients print its text. */
export function addWarning(response: ServerResponse, message: string): void {
  const text = message.replaceAll(/[\u0000-\u001f\u007f]/g, " ").replaceAll(/["\\]/g, "\\$&");
  response.appendHeader("Warning", `299 - "${text.replaceAll(/[^\u0020-\u00ff]/g, "?")}"`);
}
