import type { Type } from "../schema/schema.ts";

/** A value of the wrong type; the message is what Go's decoder would say. */
export class DecodeError extends Error {}

/** Where a value stands; spelled out only when an error needs it. */
export interface Place {
  readonly parent: Place | undefined;
  readonly key: string | number;
  readonly struct: string;
  readonly inMap: boolean;
}

export const goTypes: Readonly<Record<string, string>> = {
  boolean: "bool",
  number: "float64",
  time: "v1.Time",
  bytes: "[]uint8",
  quantity: "resource.Quantity",
};

/** A type as Go spells it: `[]v1.Container`. */
export function goTypeOf(type: Type): string {
  if (type.kind === "deduced") return "interface {}";
  if (type.kind === "struct") return type.name.split(".").slice(-2).join(".");
  if (type.kind === "list") return `[]${goTypeOf(type.element)}`;
  return type.kind === "map" ? `map[string]${goTypeOf(type.element)}` : (goTypes[type.scalar] ?? type.scalar);
}

/** The error of a value that is not of the expected Go type. */
export function wrongType(value: unknown, expected: string, place: Place | undefined): DecodeError {
  const found = Array.isArray(value)
    ? "array"
    : value === null
      ? "null"
      : typeof value === "boolean"
        ? "bool"
        : typeof value;
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
export function pathOf(place: Place | undefined, key: string): string {
  let path = key;
  for (let at = place; at !== undefined; at = at.parent) {
    const step = typeof at.key === "number" ? `[${at.key}]` : at.key;
    path = path.startsWith("[") ? step + path : `${step}.${path}`;
  }
  return path;
}
