import type { DeducedType, Field, ListType, MapType, ScalarType, Type } from "../../schema/schema.ts";
import type { Mutable } from "../decode.ts";
import { elementOfItem } from "./path-element.ts";

const whole: ScalarType = { kind: "scalar", scalar: "any" };
const entries: MapType = { kind: "map", element: { kind: "deduced" }, atomic: false };

/** What a type that is deduced from its values comes down to for these. */
export function concrete(type: Type, a: unknown, b: unknown = undefined): Exclude<Type, DeducedType> {
  if (type.kind !== "deduced") return type;
  return (isEntries(a) && (b === undefined || isEntries(b))) || (a === undefined && isEntries(b)) ? entries : whole;
}

function isEntries(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Of what kind a value is to server-side apply: one that is owned as a whole, or one with parts that are owned singly. */
export function isWhole(type: Type): boolean {
  if (type.kind === "scalar" || type.kind === "deduced") return true;
  return type.kind === "list" ? type.merge === "atomic" : type.atomic;
}

/** An object or a list without anything in it, which is owned as a whole too. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== "object") return false;
  for (const _ in value) return false;
  return true;
}

/** The type of a field of a struct or of a value of a map; undefined for a field that the schema does not know. */
export function typeOfKey(type: Type, key: string): Type | undefined {
  if (type.kind === "struct") return type.fields.get(key)?.type ?? type.rest;
  if (type.kind === "deduced") return type;
  return type.kind === "map" ? type.element : undefined;
}

/** A list that Go writes as null when there is none: it is always there, though without items. */
export function isAlwaysPresent({ type, omitZero }: Field): boolean {
  return (type.kind === "list" || type.kind === "map") && !omitZero;
}

/** The items of a keyed list or a set by their path elements; items that share one are collected. */
export function itemsByElement(type: ListType, list: unknown): ReadonlyMap<string, readonly unknown[]> {
  const items = new Map<string, unknown[]>();
  for (const item of (list ?? []) as readonly unknown[]) {
    const element = elementOfItem(type, item);
    const same = items.get(element);
    if (same === undefined) items.set(element, [item]);
    else same.push(item);
  }
  return items;
}

/** Whether two JSON values are equal. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  let count = 0;
  for (const key in a) {
    if (!(key in b) || !equal((a as Mutable)[key], (b as Mutable)[key])) return false;
    count++;
  }
  for (const _ in b) count--;
  return count === 0;
}
