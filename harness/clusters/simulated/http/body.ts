import type { IncomingMessage } from "node:http";
import { parseDocument, type YAMLParseError } from "yaml";
import type { Json, KubernetesObject, PatchType } from "../../kubernetes.ts";
import type { Resource } from "../api/resources/resource.ts";
import { deepest, jsonProblem } from "../api/go-json.ts";
import { isMap } from "../api/patches/merge-patch.ts";
import { badRequest, StatusError } from "../api/status-error.ts";
import { mediaType } from "./negotiation.ts";
import { decodeProtobuf } from "./protobuf/decode.ts";
import { MalformedProtobuf } from "./protobuf/wire.ts";

/** Largest body that the real server takes. */
const largestBody = 3 * 1024 * 1024;

export interface Patch {
  readonly type: PatchType;
  readonly body: Json | KubernetesObject;
}

const patchTypes: ReadonlyMap<string, PatchType> = new Map([
  ["application/json-patch+json", "json"],
  ["application/merge-patch+json", "merge"],
  ["application/strategic-merge-patch+json", "strategic-merge"],
  ["application/apply-patch+yaml", "apply"],
]);

/**
 * Reads a body to its end; of one that is too large the rest is passed over, so that the client gets to read the answer.
 * @throws StatusError 413
 */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largestBody) chunks.push(chunk);
      else reject(new StatusError(413, "RequestEntityTooLarge", `Request entity too large: limit is ${largestBody}`));
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
    request.on("close", () => reject(new Error("the client went away")));
  });
}

/**
 * Decodes an object sent as JSON, YAML or protobuf. Kind and version may be missing: the real server takes them from the
 * address then.
 * @throws StatusError 400 or 415
 */
export function decodeObject(body: Buffer, contentType: string | undefined, kind: string): Partial<KubernetesObject> {
  const type = mediaType(contentType) ?? "application/json";
  switch (type) {
    case "application/json":
    case "application/yaml":
      try {
        const text = body.toString("utf8");
        return objectOf(type === "application/json" ? parseText(text) : parseYaml(text), body, kind);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        throw unrecognized(kind, body, `${type === "application/json" ? headerProblem : ""}${error.message}`);
      }
    case "application/vnd.kubernetes.protobuf":
      try {
        return decodeProtobuf(body);
      } catch (error) {
        if (error instanceof MalformedProtobuf) throw unrecognized(kind, body, error.message);
        throw error;
      }
    default:
      throw new StatusError(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf",
      );
  }
}

/** The types that are told to who sends another; custom kinds have no Go struct that a strategic merge could be about. */
export function patchTypesOf({ custom }: Resource): readonly string[] | undefined {
  return custom === undefined ? undefined : [...patchTypes.keys()].filter((type) => !type.includes("strategic"));
}

/** @throws StatusError 400 or 415 */
export function decodePatch(body: Buffer, contentType: string | undefined, accepted?: readonly string[]): Patch {
  const sent = mediaType(contentType) ?? "";
  const type = patchTypes.get(sent);
  if (accepted !== undefined && !accepted.includes(sent)) {
    const message = "the body of the request was in an unknown format - accepted media types include: ";
    throw new StatusError(415, "UnsupportedMediaType", message + accepted.join(", "));
  }
  if (type === undefined) throw new StatusError(415, "UnsupportedMediaType", "415: Unsupported Media Type", {});
  if (type === "apply") return { type, body: decodeApplied(body) };
  const text = body.toString("utf8");
  try {
    return { type, body: parseText(text) as Json };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw badRequest(`${type === "strategic-merge" ? "" : "error decoding patch: "}${error.message}`);
  }
}

function decodeApplied(body: Buffer): KubernetesObject {
  try {
    const value = parseYaml(body.toString("utf8")) ?? {};
    if (isMap(value)) return value as unknown as KubernetesObject;
    const problem = `json: cannot unmarshal ${jsonTypeOf(value)} into Go value of type map[string]interface {}`;
    throw badRequest(`error decoding YAML: error unmarshaling JSON: while decoding JSON: ${problem}`);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw badRequest(`error decoding YAML: error converting YAML to JSON: ${error.message}`);
  }
}

/** A text that is neither JSON nor YAML, with what Go's libraries say of it. */
class Unreadable extends Error {}

/** @throws Unreadable */
function parseText(text: string): unknown {
  try {
    if (text.length > 2 * deepest) refuseDepths(text);
    return JSON.parse(text);
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(jsonProblem(text));
  }
}

/** Go's decoder has a limit; ours, and all that comes after it, would run out of stack. */
function refuseDepths(text: string): void {
  let depth = 0;
  let isString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (isString) {
      if (character === 0x5c) i++;
      else if (character === 0x22) isString = false;
    } else if (character === 0x22) isString = true;
    else if (character === 0x7b || character === 0x5b) {
      if (++depth > deepest) throw new Unreadable(`invalid character '${text[i]}' exceeded max depth`);
    } else if (character === 0x7d || character === 0x5d) depth--;
  }
}

/** JSON too, which is YAML; it is tried first, for it is what clients mostly send and far quicker to read. */
function parseYaml(text: string): unknown {
  if (/^\s*[{[]/.test(text))
    try {
      return parseText(text);
    } catch {
      // It may be YAML in its own form of braces.
    }
  try {
    // Of a key that is there twice the last one counts; and what makes its complaints pretty takes minutes over many.
    const document = parseDocument(text, {
      strict: false,
      stringKeys: true,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "silent",
    });
    const [error] = document.errors;
    if (error !== undefined) throw new Unreadable(yamlProblem(error, text));
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    // What the library throws here is about aliases, or it is the stack that has overflowed.
    const isDeep = error instanceof RangeError;
    throw new Unreadable(isDeep ? "yaml: exceeded max depth" : "yaml: document contains excessive aliasing");
  }
}

function yamlProblem({ message, pos: [at] }: YAMLParseError, text: string): string {
  const [what = ""] = message.split(" in compact mappings");
  const line = text.slice(0, at).split("\n").length;
  return `yaml: line ${line}: ${what.slice(0, 1).toLowerCase()}${what.slice(1)}`;
}

/** The type that Go reads first, to find out what the rest is. */
const header = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;

/** @throws StatusError 400 */
function objectOf(value: unknown, body: Buffer, kind: string): Partial<KubernetesObject> {
  const refuse = (found: unknown, into: string) =>
    unrecognized(kind, body, `${headerProblem}json: cannot unmarshal ${jsonTypeOf(found)} into Go ${into}`);
  // Whatever says nothing is an object without fields.
  const object = value ?? {};
  if (!isMap(object)) throw refuse(object, `value of type ${header}`);
  for (const field of ["apiVersion", "kind"]) {
    const found = object[field] ?? "";
    if (typeof found !== "string") throw refuse(found, `struct field .${field} of type string`);
  }
  return object as Partial<KubernetesObject>;
}

const headerProblem = "couldn't get version/kind; json parse error: ";

function unrecognized(kind: string, body: Buffer, why: string): StatusError {
  const shown = 30;
  const start = body.subarray(0, shown);
  const isText = start[0] === 0x7b;
  const more = body.length > shown ? " ..." : "";
  const dump = body.length === 0 ? "<empty>" : `${start.toString(isText ? "utf8" : "hex")}${more}`;
  if (kind === "DeleteOptions") return new StatusError(500, "", why);
  return badRequest(`the object provided is unrecognized (must be of type ${kind}): ${why} (${dump})`);
}

function jsonTypeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}
