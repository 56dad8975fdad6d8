import type { Json, KubernetesObject, PatchType } from "../../kubernetes.ts";
import { checkPatchedKind, decodeOr, reportStrictErrors } from "./body.ts";
import type { Mutable } from "./decode.ts";
import { checkPreconditions, identify } from "./metadata.ts";
import { jsonPatch } from "./patches/json-patch.ts";
import { isMap, mergePatch } from "./patches/merge-patch.ts";
import { goText } from "./patches/strategic-list.ts";
import { strategicMerge } from "./patches/strategic-merge.ts";
import { getObject } from "./reads.ts";
import type { Resource } from "./resources/resource.ts";
import type { Server } from "./server.ts";
import { badRequest, invalid } from "./status-error.ts";
import { wrong } from "./validation/field-errors.ts";
import { replaceDecoded } from "./updating.ts";
import type { WriteOptions } from "./verbs.ts";

export interface Patch {
  readonly type: PatchType;
  readonly body: Json | KubernetesObject;
}

/** Patches an object with anything but server-side apply. @throws StatusError */
export function patchObject(
  server: Server,
  resource: Resource,
  namespace: string | undefined,
  name: string,
  patch: Patch,
  options: WriteOptions,
): KubernetesObject {
  const old = getObject(server, resource, namespace, name);
  const patched = applyPatch(resource, old, patch);
  if ((patched.metadata?.name ?? "") === "")
    throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
  identify(resource, namespace, name, patched);
  checkPatched(resource, patched, old);
  const object = decodePatched(resource, patched, old, patch, options);
  return replaceDecoded(server, resource, old, object, options);
}

/** A patch may name the version that it is meant for, and must not change the uid. @throws StatusError 409, 422 */
export function checkPatched(resource: Resource, { metadata }: KubernetesObject, old: KubernetesObject): void {
  const { group, kind, plural } = resource;
  const { name, uid } = old.metadata;
  const subject = { group, resource: plural, name };
  const { uid: sentUid = "", resourceVersion = "" } = metadata ?? {};
  checkPreconditions(subject, { uid: uid ?? sentUid, resourceVersion }, old.metadata);
  if (metadata?.uid === undefined || metadata.uid === uid) return;
  const fixed = wrong("metadata.uid", metadata.uid, "field is immutable");
  throw invalid({ ...subject, resource: kind }, [fixed, fixed]);
}

/** Decodes what a patch has made of an object. @throws StatusError 422 */
export function decodePatched(
  resource: Pick<Resource, "type" | "group" | "version" | "kind">,
  patched: KubernetesObject,
  live: KubernetesObject | undefined,
  patch: Patch,
  options: WriteOptions,
): Mutable {
  const refuse = (message: string) =>
    invalid({ group: "", resource: "", name: "" }, [
      { type: "invalid", field: "patch", value: quoted(patch, patched), detail: worded(patch, message) },
    ]);
  // A strategic merge patch works on the Go struct, which has no apiVersion and no kind to change.
  if (patch.type !== "strategic-merge") checkPatchedKind(resource, patched, refuse);
  const { object, strictErrors } = decodeOr(resource, patched, live, refuse);
  // What a patch has made is read in the order of the alphabet.
  reportStrictErrors([...strictErrors].sort(), options, refuse);
  return object;
}

const goKinds: Readonly<Record<string, string>> = { array: "slice", object: "map", number: "int64" };

/** A strategic patch is not decoded but converted, and conversion has words of its own for values of the wrong type. */
function worded({ type }: Patch, message: string): string {
  const [, found, expected] = /^json: cannot unmarshal (\w+) into .* of type (.+)$/.exec(message) ?? [];
  if (type !== "strategic-merge") return message;
  if (message.startsWith("illegal base64")) return `error decoding from json: ${message}`;
  if (expected === undefined) return message;
  if (found === "number" && expected === "string") return "cannot convert int64 to string";
  if (found === "array" || found === "object" || !/^(u?int|float|bool|string)\d*$/.test(expected)) {
    const given = goKinds[found!] ?? found!;
    if (expected.startsWith("[]")) return `cannot restore slice from ${given}`;
    if (expected.startsWith("map[")) return `cannot restore map from ${given}`;
    if (/^v\d/.test(expected)) return `cannot restore struct from: ${given}`;
  }
  return /^(u?int|float|bool|string)\d*$/.test(expected) && found !== "array" && found !== "object"
    ? `unrecognized type: ${expected}`
    : message;
}

/** What the server quotes of a refused patch: a strategic one itself, of the others what they made of the object. */
function quoted({ type, body }: Patch, patched: KubernetesObject): string {
  if (type === "strategic-merge") return goText(body);
  return JSON.stringify(withSortedKeys(patched as Mutable, type === "merge" ? body : touched(body)));
}

/** The libraries that patch write the maps that they had to open in the order of their keys. */
function withSortedKeys(value: Mutable, patch: unknown): Mutable {
  const inside: Mutable = isMap(patch) ? patch : {};
  const entries = Object.keys(value)
    .sort()
    .map((key) => {
      const own: unknown = value[key];
      return [key, isMap(own) && isMap(inside[key]) ? withSortedKeys(own, inside[key]) : own];
    });
  return Object.fromEntries(entries) as Mutable;
}

/** The maps that a JSON patch goes through, as a tree. */
function touched(operations: unknown): Mutable {
  const tree: Mutable = {};
  for (const { path } of operations as readonly { readonly path: unknown }[]) {
    let at = tree;
    for (const part of String(path).split("/").slice(1, -1)) at = at[part] ??= {};
  }
  return tree;
}

function jsonTypeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}

/** The patched document, sharing with the old one what the patch does not touch. */
export function applyPatch(
  resource: Pick<Resource, "type">,
  old: KubernetesObject,
  { type, body }: Patch,
): KubernetesObject {
  if (type === "json") return jsonPatch(old, body) as KubernetesObject;
  if (!isMap(body)) {
    const decoding = type === "merge" ? "error decoding patch: " : "";
    throw badRequest(
      `${decoding}json: cannot unmarshal ${jsonTypeOf(body)} into Go value of type map[string]interface {}`,
    );
  }
  if (type === "merge") return mergePatch(old, body) as KubernetesObject;
  return strategicMerge(resource.type, old as Mutable, body) as KubernetesObject;
}
