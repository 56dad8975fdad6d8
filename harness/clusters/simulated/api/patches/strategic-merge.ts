import type { Field, MapType, StructType, Type } from "../../schema/schema.ts";
import type { Mutable } from "../decode.ts";
import { badRequest } from "../status-error.ts";
import { failed, goText, mergeList } from "./strategic-list.ts";
import { isMap } from "./merge-patch.ts";

const directive = "$patch";
const retainKeys = "$retainKeys";
const setOrder = "$setElementOrder/";
const deleteFromList = "$deleteFromPrimitiveList/";

/**
 * Strategic merge patch: as a JSON merge patch, except that lists whose schema names a merge key (or that hold scalars and
 * merge) are merged item by item, and that directives replace, delete, order and prune. Unchanged parts are shared.
 * @throws StatusError 400 for a patch that contradicts itself or the schema.
 */
export function strategicMerge(type: StructType, original: Mutable, patch: Mutable): Mutable {
  return mergeMap(type, original, patch);
}

/** Also for the items of merged lists. */
export function mergeMap(type: Type, original: Mutable, patch: Mutable): Mutable {
  const marker = patch[directive];
  if (marker === "delete") return {};
  if (marker === "replace") return without(patch, directive);
  if (marker !== undefined) throw failed(`unknown patch type: ${String(marker)} in map: ${goText(patch)}`);
  const merged: Mutable = patch[retainKeys] === undefined ? { ...original } : retained(original, patch);
  for (const key of keysOf(patch)) mergeField(type, merged, patch, key);
  return merged;
}

/** The fields that a patch speaks of, also those that only a directive names, without the directives themselves. */
function keysOf(patch: Mutable): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const key in patch) {
    if (key === retainKeys) continue;
    if (key.startsWith(setOrder)) keys.add(key.slice(setOrder.length));
    else if (key.startsWith(deleteFromList)) keys.add(key.slice(deleteFromList.length));
    else keys.add(key);
  }
  return keys;
}

function mergeField(type: Type, merged: Mutable, patch: Mutable, key: string): void {
  const before: unknown = merged[key];
  const value: unknown = patch[key];
  const removed: unknown = patch[deleteFromList + key];
  const order: unknown = patch[setOrder + key];
  const field = type.kind === "struct" ? type.fields.get(key) : undefined;
  if (value === null) {
    delete merged[key];
    return;
  }
  const remaining =
    Array.isArray(before) && Array.isArray(removed) ? before.filter((item) => !removed.includes(item)) : before;
  if (value === undefined && order === undefined) {
    if (remaining !== before) merged[key] = remaining;
    return;
  }
  if (Array.isArray(remaining) && (Array.isArray(value) || value === undefined)) {
    merged[key] = mergeListField(field, remaining, value, order);
    return;
  }
  if (value === undefined) return;
  if (isMap(remaining) && isMap(value)) {
    merged[key] = strategies(field).includes("replace") ? value : mergeMap(elementOf(type, field), remaining, value);
    return;
  }
  const cleaned = withoutDirectives(value);
  if (cleaned === undefined) delete merged[key];
  else merged[key] = cleaned;
}

function mergeListField(
  field: Field | undefined,
  before: readonly unknown[],
  value: readonly unknown[] | undefined,
  order: unknown,
) {
  if (order !== undefined && !Array.isArray(order)) throw badRequest("invalid patch format of $setElementOrder list");
  if (field === undefined || !strategies(field).includes("merge")) return value ?? before;
  const element = field.type.kind === "list" ? field.type.element : untyped;
  return mergeList(element, field.mergeKey, before, value ?? [], order);
}

/** Any map of which the schema says nothing. */
const untyped: MapType = { kind: "map", element: { kind: "scalar", scalar: "any" }, atomic: false };

function elementOf(type: Type, field: Field | undefined): Type {
  if (field !== undefined) return field.type;
  return type.kind === "map" ? type.element : untyped;
}

function strategies(field: Field | undefined): readonly string[] {
  return field?.patch?.split(",") ?? [];
}

/** The fields of the original that the patch keeps; everything that it sets has to be among them. */
function retained(original: Mutable, patch: Mutable): Mutable {
  const keep: unknown = patch[retainKeys];
  if (!Array.isArray(keep)) throw badRequest("invalid patch format of retainKeys");
  for (const key in patch) {
    if (key.startsWith("$") || patch[key] === null) continue;
    if (!keep.includes(key)) throw badRequest("invalid patch format of retainKeys");
  }
  return Object.fromEntries(Object.entries(original).filter(([key]) => keep.includes(key)));
}

/** A new part of the document: nulls and directives in it have nothing to act on. Undefined when it is a directive itself. */
export function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDirectives).filter((item) => item !== undefined);
  if (!isMap(value)) return value;
  if (value[directive] !== undefined) return undefined;
  const cleaned: Mutable = {};
  for (const key in value) {
    if (key.startsWith("$") || value[key] === null) continue;
    const item = withoutDirectives(value[key]);
    if (item !== undefined) cleaned[key] = item;
  }
  return cleaned;
}

function without(map: Mutable, key: string): Mutable {
  const { [key]: _, ...rest } = map;
  return rest;
}
