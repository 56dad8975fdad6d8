import type { Json, KubernetesObject } from "../../../kubernetes.ts";
import { messages, packages, type Field } from "./messages.ts";
import { utf8, wellKnown } from "./well-known.ts";
import { MalformedProtobuf, WireReader } from "./wire.ts";

/** Options of a request are sent under the group version of the resource, but belong to this package. */
const metaKinds = new Set(["DeleteOptions", "CreateOptions", "PatchOptions", "UpdateOptions", "Status"]);
const magic = [0x6b, 0x38, 0x73, 0x00];
const deepestNesting = 100;

/**
 * Decodes a body of type `application/vnd.kubernetes.protobuf`: the magic number `k8s\0` and a `runtime.Unknown` around
 * the message. Gives what the same client would have sent as JSON, less the zero values of Go fields that are no
 * pointers: protobuf carries them always, and taken literally they would count as set.
 * @throws MalformedProtobuf, also for kinds that the table does not hold
 */
export function decodeProtobuf(body: Uint8Array): KubernetesObject {
  if (magic.some((byte, index) => body[index] !== byte))
    throw new MalformedProtobuf(
      "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]",
    );
  const unknown = new WireReader(body.subarray(magic.length));
  let type: Readonly<Record<string, Json | undefined>> = {};
  let raw = new Uint8Array();
  try {
    while (!unknown.atEnd) {
      const { field, wireType } = unknown.tag();
      if (field === 1 && wireType === 2) type = decodeMessage("runtime.TypeMeta", unknown.delimited(), 0);
      else if (field === 2 && wireType === 2) raw = new Uint8Array(unknown.delimited());
      else unknown.skip(wireType);
    }
    const { apiVersion, kind } = type;
    if (typeof apiVersion !== "string" || typeof kind !== "string")
      throw new MalformedProtobuf("apiVersion and kind are missing");
    const message = `${metaKinds.has(kind) ? "meta/v1" : packages[apiVersion]}.${kind}`;
    if (messages[message] === undefined) throw new MalformedProtobuf(`no message for ${apiVersion}, kind ${kind}`);
    return { apiVersion, kind, ...decodeMessage(message, raw, 0) } as unknown as KubernetesObject;
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) throw new MalformedProtobuf(error.message);
    throw error;
  }
}

function decodeMessage(message: string, bytes: Uint8Array, depth: number): Record<string, Json | undefined> {
  if (depth > deepestNesting) throw new MalformedProtobuf("nested too deeply");
  const fields = messages[message];
  if (fields === undefined) throw new MalformedProtobuf(`no message ${message}`);
  const reader = new WireReader(bytes);
  const object: Record<string, Json | undefined> = {};
  while (!reader.atEnd) {
    const { field: number, wireType } = reader.tag();
    const field = fields[number];
    if (field === undefined) reader.skip(wireType);
    else readField(object, field, { reader, wireType, depth });
  }
  return object;
}

interface Position {
  readonly reader: WireReader;
  readonly wireType: number;
  readonly depth: number;
}

function readField(object: Record<string, Json | undefined>, [name, type]: Field, position: Position): void {
  if (type.startsWith("map ")) {
    const [key, value] = readEntry(type.slice(4), position);
    setOwn(objectAt(object, name), key, value);
  } else if (type.startsWith("[]")) {
    const list = (object[name] ??= []) as Json[];
    list.push(readValue(type.slice(2), position) ?? null);
  } else if (name === "") {
    Object.assign(object, readValue(type.replace("*", ""), position));
  } else {
    const isPointer = type.startsWith("*");
    const value = readValue(isPointer ? type.slice(1) : type, position);
    if (value !== undefined && (isPointer || !isZero(value))) object[name] = value;
  }
}

function readEntry(valueType: string, { reader, wireType, depth }: Position): [string, Json] {
  if (wireType !== 2) throw new MalformedProtobuf("a map entry is no message");
  const entry = new WireReader(reader.delimited());
  let key = "";
  let value: Json = valueType === "string" || valueType === "bytes" ? "" : {};
  while (!entry.atEnd) {
    const tag = entry.tag();
    if (tag.field === 1 && tag.wireType === 2) key = utf8(entry.delimited());
    else if (tag.field === 2) value = readValue(valueType, { reader: entry, wireType: tag.wireType, depth }) ?? null;
    else entry.skip(tag.wireType);
  }
  return [key, value];
}

function readValue(type: string, { reader, wireType, depth }: Position): Json | undefined {
  if (wireType !== wireTypeOf(type)) throw new MalformedProtobuf(`wire type ${wireType} for ${type}`);
  switch (type) {
    case "bool":
      return reader.varint() !== 0n;
    case "int32":
    case "int64":
      return Number(reader.varint());
    case "double":
      return reader.double();
    case "string":
      return utf8(reader.delimited());
    case "bytes":
      return Buffer.from(reader.delimited()).toString("base64");
  }
  const special = wellKnown[type];
  if (special !== undefined) return special(reader.delimited());
  const message = decodeMessage(type, reader.delimited(), depth + 1);
  return isNamedList(type) ? (message.items ?? []) : message;
}

function wireTypeOf(type: string): number {
  if (type === "bool" || type === "int32" || type === "int64") return 0;
  return type === "double" ? 1 : 2;
}

/** Go types that are a slice in JSON and, for lack of such a thing, a message in protobuf. */
function isNamedList(type: string): boolean {
  return type.endsWith("/v1.ExtraValue") || type === "meta/v1.Verbs";
}

function isZero(value: Json): boolean {
  if (value === "" || value === 0 || value === false) return true;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function objectAt(object: Record<string, Json | undefined>, name: string): Record<string, Json | undefined> {
  return (object[name] ??= {}) as Record<string, Json | undefined>;
}

/** As an own property whatever the key: `__proto__` is a legal key of a ConfigMap. */
function setOwn(object: Record<string, Json | undefined>, key: string, value: Json): void {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
}
