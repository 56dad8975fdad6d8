import type { IncomingMessage } from "node:http";
import { parseDocument } from "yaml";
import type { Json, KubernetesObject, PatchType } from "../../kubernetes.ts";
import { jsonProblem } from "../api/go-json.ts";
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
      return objectOf(parseJson(body, kind), kind);
    case "application/yaml":
      return objectOf(parseYaml(body, kind), kind);
    case "application/vnd.kubernetes.protobuf":
      try {
        return decodeProtobuf(body);
      } catch (error) {
        if (error instanceof MalformedProtobuf) throw unrecognized(kind, error.message);
        throw error;
      }
    default:
      throw unsupportedMediaType(["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"]);
  }
}

/** @throws StatusError 400 or 415 */
export function decodePatch(body: Buffer, contentType: string | undefined): Patch {
  const type = patchTypes.get(mediaType(contentType) ?? "");
  if (type === undefined) throw unsupportedMediaType([...patchTypes.keys()]);
  if (type === "apply") return { type, body: objectOf(parseYaml(body, "patch"), "patch") as KubernetesObject };
  const text = body.toString("utf8");
  try {
    return { type, body: JSON.parse(text) as Json };
  } catch {
    throw badRequest(`${type === "strategic-merge" ? "" : "error decoding patch: "}${jsonProblem(text)}`);
  }
}

function parseJson(body: Buffer, kind: string): unknown {
  const text = body.toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    const dump = `${body.subarray(0, 30).toString("hex")}${body.length > 30 ? " ..." : ""}`;
    throw unrecognized(kind, `couldn't get version/kind; json parse error: ${jsonProblem(text)} (${dump})`);
  }
}

/** JSON too, which is YAML; it is tried first, for it is what clients mostly send and far quicker to read. */
function parseYaml(body: Buffer, kind: string): unknown {
  const text = body.toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    const document = parseDocument(text, { strict: false, stringKeys: true });
    const [error] = document.errors;
    if (error !== undefined) throw unrecognized(kind, `error converting YAML to JSON: ${error.message}`);
    try {
      return document.toJS({ maxAliasCount: 100 });
    } catch (failure) {
      throw unrecognized(kind, `error converting YAML to JSON: ${(failure as Error).message}`);
    }
  }
}

function objectOf(value: unknown, kind: string): Partial<KubernetesObject> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Partial<KubernetesObject>;
  throw unrecognized(kind, "couldn't get version/kind; the body is no object");
}

function unrecognized(kind: string, why: string): StatusError {
  return badRequest(`the object provided is unrecognized (must be of type ${kind}): ${why}`);
}

function unsupportedMediaType(accepted: readonly string[]): StatusError {
  const message = "the body of the request was in an unknown format - accepted media types include: ";
  return new StatusError(415, "UnsupportedMediaType", message + accepted.join(", "));
}
