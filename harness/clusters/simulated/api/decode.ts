import type { Field, ListType, MapType, StructType, Type } from "../schema/schema.ts";
import { goTypeOf, pathOf, wrongType, type Place } from "./decode-error.ts";
import { decodeScalar } from "./decode-scalar.ts";

/** An object on its way in, before it is frozen. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- its shape is the kind's own
export type Mutable = Record<string, any>;

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

class Decoder {
  readonly strictErrors: string[] = [];

  struct(type: StructType, value: Mutable, live: Mutable | undefined, place: Place | undefined): unknown {
    if (value === live) return value;
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw wrongType(value, goTypeOf(type), place);
    let copy: Mutable = { ...value };
    let isWhole = true;
    for (const key in copy) {
      const child = copy[key];
      const field = type.fields.get(key);
      if (field === undefined) {
        if (child !== undefined) this.strictErrors.push(`unknown field ${JSON.stringify(pathOf(place, key))}`);
        copy[key] = undefined;
        isWhole = false;
        continue;
      }
      if (child === undefined || child === null) {
        if (child === null && isKeptNull(field, key, place)) continue;
        copy[key] = undefined;
        isWhole = false;
        continue;
      }
      const decoded = this.value(field.type, child, live?.[key], place, key, type.name, false);
      if (field.omitZero && isZero(decoded)) {
        copy[key] = undefined;
        isWhole = false;
      } else if (decoded !== child) copy[key] = decoded;
    }
    if (!isWhole) copy = withoutUndefined(copy);
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
      return decodeScalar(type, value, live, { parent, key, struct, inMap });
    }
    if (value === live) return value;
    const place = { parent, key, struct, inMap };
    if (type.kind === "struct") return this.struct(type, value as Mutable, live as Mutable | undefined, place);
    if (type.kind === "deduced") return value;
    return type.kind === "list" ? this.list(type, value, live, place) : this.map(type, value, live, place);
  }

  list(type: ListType, value: unknown, live: unknown, place: Place): unknown {
    if (!Array.isArray(value)) throw wrongType(value, goTypeOf(type), place);
    const known = Array.isArray(live) ? live : [];
    const copy: unknown[] = [];
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i];
      copy.push(
        item === null ? zeroOf(type.element) : this.value(type.element, item, known[i], place, i, place.struct, false),
      );
    }
    return copy;
  }

  map(type: MapType, value: unknown, live: unknown, place: Place): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw wrongType(value, goTypeOf(type), place);
    const known = (live ?? {}) as Mutable;
    const copy: Mutable = { ...value };
    let isWhole = true;
    for (const key in copy) {
      const item: unknown = copy[key];
      if (item === undefined) isWhole = false;
      else if (item === null) copy[key] = zeroOf(type.element);
      else {
        const decoded = this.value(type.element, item, known[key], place, key, place.struct, true);
        if (decoded !== item) copy[key] = decoded;
      }
    }
    return isWhole ? copy : withoutUndefined(copy);
  }
}

/**
 * A nil slice that Go writes even when it is nil: the endpoints of an EndpointSlice that has none, what an autoscaler has
 * not measured.
 */
function isKeptNull({ type, omitZero }: Field, key: string, place: Place | undefined): boolean {
  return (place === undefined || key === "currentMetrics") && type.kind === "list" && !omitZero;
}

/** A copy: an object from which something is deleted is slow ever after. */
function withoutUndefined(object: Mutable): Mutable {
  const copy: Mutable = {};
  for (const key in object) if (object[key] !== undefined) copy[key] = object[key];
  return copy;
}

function zero({ type, default: value }: Field): unknown {
  return typeof value === "object" && value !== null ? zeroOf(type) : value;
}

const zeroScalars: Readonly<Record<string, unknown>> = { string: "", boolean: false, quantity: "0" };

function zeroOf(type: Type): unknown {
  if (type.kind === "list") return [];
  if (type.kind === "map") return {};
  if (type.kind === "deduced") return {};
  if (type.kind === "scalar") return zeroScalars[type.scalar] ?? 0;
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
