import type { Type } from "../../schema/schema.ts";
import type { Mutable } from "../decode.ts";
import { leaf, node, union, type FieldNode, type FieldSet } from "./field-set.ts";
import { concrete, isEmpty, isWhole, itemsByElement, typeOfKey } from "./typed.ts";

/**
 * The fields that a value sets: its leaves, and the items and map entries on the way to them, but not the structs.
 * Undefined for a value that sets nothing.
 */
export function fieldsOf(declared: Type, value: unknown): FieldSet {
  const type = concrete(declared, value);
  if (isWhole(type)) return leaf;
  if (value === null || value === undefined) return undefined;
  const children: Record<string, FieldNode> = {};
  if (type.kind === "list") {
    for (const [element, items] of itemsByElement(type, value))
      children[element] = items.length > 1 ? leaf : marked(fieldsOf(type.element, items[0]), true)!;
    return node(false, children);
  }
  for (const key in value as Mutable) {
    const child: unknown = (value as Mutable)[key];
    const inner = typeOfKey(type, key);
    if (inner === undefined || child === undefined) continue;
    const member = type.kind === "map" || child === null || (isEmpty(child) && !Array.isArray(child));
    const fields = marked(fieldsOf(inner, child), member);
    if (fields !== undefined) children[`f:${key}`] = fields;
  }
  return node(false, children);
}

function marked(fields: FieldSet, member: boolean): FieldSet {
  return member ? (union(fields, leaf) ?? leaf) : fields;
}

/** Adds the structs that a set passes through: a field of a struct counts as a member when something below it does. */
export function withNamedFields(type: Type, set: FieldSet): FieldSet {
  if (set === undefined) return undefined;
  const result: Record<string, FieldNode> = {};
  for (const element in set) {
    if (element === ".") {
      result[element] = leaf;
      continue;
    }
    const inner = innerType(type, element);
    const below = inner === undefined ? set[element]! : withNamedFields(inner, set[element])!;
    const named = type.kind === "struct" && element.startsWith("f:") && type.fields.has(element.slice(2));
    result[element] = named ? union(below, leaf)! : below;
  }
  return result;
}

function innerType(type: Type, element: string): Type | undefined {
  return type.kind === "list" ? type.element : typeOfKey(type, element.slice(2));
}
