import type { Field, ListType, MapType, ScalarType, StructType, Type } from "../schema/schema.ts";
import { canonicalQuantity } from "./quantity.ts";

/** An object on its way in, before it is frozen. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- its shape is the kind's own
export type Mutable = Record<string, any>;

/** A value of the wrong type; the message is what Go's decoder would say. */
export class DecodeError extends Error {}

export interface Decoded {
  readonly object: Mutable;
  /** As the server words them: `unknown field "spec.foo"`. */
  readonly strictErrors: readonly string[];
}

/**
 * Copies a body into the shape of its kind as decoding into a Go struct does: unknown fields and nulls drop out, what Go
 * always writes is filled in. Parts that are identical to the same part of `live` are taken over without a copy.
 * @throws DecodeError when a value has the wrong type.
 */
export function decode(type: StructType, body: object, live: object | undefined): Decoded {
  const decoder = new Decoder();
  const object = decoder.struct(type, body as Mutable, live as Mutable | undefined, undefined) as Mutable;
  return { object, strictErrors: decoder.strictErrors };
}

/** Fills the fields that Go always writes. */
export function fillZeros(type: StructType, object: Mutable): void {
  for (const field of type.defaulted) if (object[field.name] === undefined) object[field.name] = zero(field);
}

/** Where a value stands; spelled out only when an error needs it. */
interface Place {
  readonly parent: Place | undefined;
  readonly key: string | number;
  readonly struct: string;
  readonly inMap: boolean;
}

class Decoder {
  readonly strictErrors: string[] = [];

  struct(type: StructType, value: Mutable, live: Mutable | undefined, place: Place | undefined): unknown {
    if (value === live) return value;
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrongType(value, goTypeOf(type), place);
    const copy: Mutable = {};
    for (const key in value) {
      const child = value[key];
      const field = type.fields.get(key);
      if (field === undefined) {
        if (child !== undefined) this.strictErrors.push(`unknown field ${JSON.stringify(pathOf(place, key))}`);
        continue;
      }
      if (child === null || child === undefined) continue;
      const decoded = this.value(field.type, child, live?.[key], place, key, type.name, false);
      if (field.omitZero && isZero(decoded)) continue;
      copy[key] = decoded;
    }
    fillZeros(type, copy);
    return copy;
  }

  value(
    type: Type,
    value: unknown,
    live: unknown,
    parent: Place | undefined,
    key: string | number,
    struct: string,
    inMap: boolean,
  ): unknown {
    if (type.kind === "scalar") {
      if (type.scalar === "string" && typeof value === "string") return value;
      return scalar(type, value, live, { parent, key, struct, inMap });
    }
    if (value === live) return value;
    const place = { parent, key, struct, inMap };
    if (type.kind === "struct") return this.struct(type, value as Mutable, live as Mutable | undefined, place);
    return type.kind === "list" ? this.list(type, value, live, place) : this.map(type, value, live, place);
  }

  list(type: ListType, value: unknown, live: unknown, place: Place): unknown {
    if (!Array.isArray(value)) throw wrongType(value, goTypeOf(type), place);
    const known = Array.isArray(live) ? live : [];
    const copy: unknown[] = [];
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i];
      copy.push(item === null ? zeroOf(type.element) : this.value(type.element, item, known[i], place, i, place.struct, false));
    }
    return copy;
  }

  map(type: MapType, value: unknown, live: unknown, place: Place): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrongType(value, goTypeOf(type), place);
    const known = (live ?? {}) as Mutable;
    const copy: Mutable = {};
    for (const key in value) {
      const item = (value as Mutable)[key];
      if (item === undefined) continue;
      copy[key] = item === null ? zeroOf(type.element) : this.value(type.element, item, known[key], place, key, place.struct, true);
    }
    return copy;
  }
}

function scalar({ scalar: expected }: ScalarType, value: unknown, live: unknown, place: Place): unknown {
  switch (expected) {
    case "any":
      return value === live ? value : structuredClone(value);
    case "quantity":
      if (value === live) return value;
      if (typeof value === "string" || typeof value === "number") {
        const text = canonicalQuantity(value);
        if (text !== undefined) return text;
        throw new DecodeError(quantityMessage);
      }
      break;
    case "intOrString":
      if (typeof value === "string" || Number.isInteger(value)) return value;
      break;
    case "int32":
    case "int64":
      if (Number.isInteger(value)) return value;
      break;
    case "number":
      if (typeof value === "number") return value;
      break;
    case "boolean":
      if (typeof value === "boolean") return value;
      break;
    case "time":
      if (typeof value === "string") return wholeSeconds(value);
      break;
    case "bytes":
      if (typeof value === "string") return checkBase64(value);
      break;
    case "string":
    case "microTime":
      if (typeof value === "string") return value;
  }
  throw wrongType(value, goTypes[expected] ?? expected, place);
}

/** Go's decoder names the first byte that is not of the alphabet or leaves the text incomplete. */
function checkBase64(text: string): string {
  if (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return text;
  const odd = text.search(/[^A-Za-z0-9+/]/);
  throw new DecodeError(`illegal base64 data at input byte ${odd === -1 ? text.length - (text.length % 4) : odd}`);
}

const quantityMessage =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** Timestamps are kept as the server writes them, in UTC and whole seconds. */
function wholeSeconds(text: string): string {
  if (text.length === 20 && text.endsWith("Z")) return text;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new DecodeError(`parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00": cannot parse`);
  return timestamp(new Date(time));
}

/** RFC 3339 in whole seconds, as `metav1.Time` writes itself. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

function zero({ type, default: value }: Field): unknown {
  return typeof value === "object" && value !== null ? zeroOf(type) : value;
}

function zeroOf(type: Type): unknown {
  if (type.kind === "list") return [];
  if (type.kind === "map") return {};
  if (type.kind === "scalar") return type.scalar === "string" ? "" : type.scalar === "boolean" ? false : 0;
  const object: Mutable = {};
  fillZeros(type, object);
  return object;
}

function isZero(value: unknown): boolean {
  if (value === "" || value === 0 || value === false) return true;
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.length === 0;
  for (const _ in value) return false;
  return true;
}

const goTypes: Readonly<Record<string, string>> = { boolean: "bool", number: "float64", time: "v1.Time", bytes: "[]uint8", quantity: "resource.Quantity" };

/** A type as Go spells it: `[]v1.Container`. */
function goTypeOf(type: Type): string {
  if (type.kind === "struct") return type.name.split(".").slice(-2).join(".");
  if (type.kind === "list") return `[]${goTypeOf(type.element)}`;
  return type.kind === "map" ? `map[string]${goTypeOf(type.element)}` : (goTypes[type.scalar] ?? type.scalar);
}

function wrongType(value: unknown, expected: string, place: Place | undefined) {
  const found = Array.isArray(value) ? "array" : value === null ? "null" : typeof value === "boolean" ? "bool" : typeof value;
  const struct = place?.struct.slice(place.struct.lastIndexOf(".") + 1);
  const where = place === undefined ? "Go value" : `Go struct field ${struct}.${fieldsOf(place)}`;
  return new DecodeError(`json: cannot unmarshal ${found} into ${where} of type ${expected}`);
}

/** The fields on the way to a place, as an error of the wrong type names them: without indices and keys of maps. */
function fieldsOf(place: Place): string {
  const names: string[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.parent)
    if (typeof at.key === "string" && !at.inMap) names.unshift(at.key);
  return names.join(".");
}

/** The path to an unknown field: `spec.containers[0].foo`. */
function pathOf(place: Place | undefined, key: string): string {
  let path = key;
  for (let at = place; at !== undefined; at = at.parent) {
    const step = typeof at.key === "number" ? `[${at.key}]` : at.key;
    path = path.startsWith("[") ? step + path : `${step}.${path}`;
  }
  return path;
}
