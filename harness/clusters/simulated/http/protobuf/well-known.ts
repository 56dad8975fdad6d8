import type { Json } from "../../../kubernetes.ts";
import { WireReader } from "./wire.ts";

const text = new TextDecoder("utf-8", { fatal: true });

/** Decodes UTF-8; throws TypeError on bytes that are none. */
export const utf8 = (bytes: Uint8Array): string => text.decode(bytes);

/**
 * Messages whose JSON form is not an object of their fields. Each decoder gives undefined for Go's zero value, which
 * Kubernetes writes as `null` or leaves out.
 */
export const wellKnown: Readonly<Record<string, (bytes: Uint8Array) => Json | undefined>> = {
  "meta/v1.Time": (bytes) => timestamp(bytes, (date) => `${date.toISOString().slice(0, 19)}Z`),
  "meta/v1.MicroTime": (bytes) => timestamp(bytes, (date, nanos) => microseconds(date, nanos)),
  "meta/v1.Duration": (bytes) => {
    const nanoseconds = fields(bytes).get(1);
    return typeof nanoseconds === "bigint" ? `${Number(nanoseconds) / 1e9}s` : undefined;
  },
  "meta/v1.FieldsV1": rawJson,
  "runtime.RawExtension": rawJson,
  "resource.Quantity": (bytes) => {
    const value = fields(bytes).get(1);
    return value instanceof Uint8Array ? utf8(value) : undefined;
  },
  "intstr.IntOrString": (bytes) => {
    const members = fields(bytes);
    const isString = members.get(1) === 1n;
    const value = members.get(isString ? 3 : 2);
    if (isString) return value instanceof Uint8Array ? utf8(value) : "";
    return typeof value === "bigint" ? Number(value) : 0;
  },
};

function fields(bytes: Uint8Array): ReadonlyMap<number, bigint | Uint8Array> {
  const reader = new WireReader(bytes);
  const found = new Map<number, bigint | Uint8Array>();
  while (!reader.atEnd) {
    const { field, wireType } = reader.tag();
    if (wireType === 0) found.set(field, reader.varint());
    else if (wireType === 2) found.set(field, reader.delimited());
    else reader.skip(wireType);
  }
  return found;
}

function timestamp(bytes: Uint8Array, format: (date: Date, nanos: number) => string): string | undefined {
  const members = fields(bytes);
  const seconds = members.get(1);
  if (typeof seconds !== "bigint") return undefined;
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return undefined;
  return format(date, Number(members.get(2) ?? 0));
}

function microseconds(date: Date, nanos: number): string {
  const fraction = String(Math.floor(nanos / 1000)).padStart(6, "0");
  return `${date.toISOString().slice(0, 19)}.${fraction}Z`;
}

function rawJson(bytes: Uint8Array): Json | undefined {
  const raw = fields(bytes).get(1);
  return raw instanceof Uint8Array && raw.length > 0 ? (JSON.parse(utf8(raw)) as Json) : undefined;
}
