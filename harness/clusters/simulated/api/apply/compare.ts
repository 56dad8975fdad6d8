import type { ListType, Type } from "../../schema/schema.ts";
import type { Mutable } from "../decode.ts";
import { leaf, type FieldNode, type FieldSet } from "./field-set.ts";
import { concrete, equal, isAlwaysPresent, isEmpty, isWhole, itemsByElement, typeOfKey } from "./typed.ts";

/** How two versions of an object differ. No field is in two of the sets. */
export interface Comparison {
  readonly removed: FieldSet;
  readonly modified: FieldSet;
  readonly added: FieldSet;
}

/** Fields of the metadata that nobody owns. */
export const unowned: ReadonlySet<string> = new Set([
  "name",
  "namespace",
  "creationTimestamp",
  "selfLink",
  "uid",
  "generation",
  "managedFields",
  "resourceVersion",
]);

/**
 * Compares two versions of an object field by field, as server-side apply does. Identical parts are passed over.
 */
export function compare(type: Type, old: Mutable, next: Mutable): Comparison {
  const walk = new Walk();
  for (const key in next) walk.part(type, key, old[key], next[key]);
  for (const key in old) if (!(key in next)) walk.part(type, key, old[key], undefined);
  return walk;
}

interface Place {
  readonly parent: Place | undefined;
  readonly element: string;
}

type Kind = "removed" | "modified" | "added";

class Walk implements Comparison {
  removed: FieldSet = undefined;
  modified: FieldSet = undefined;
  added: FieldSet = undefined;

  part(type: Type, key: string, old: unknown, next: unknown): void {
    if (old === next || key === "apiVersion" || key === "kind") return;
    const field = typeOfKey(type, key);
    if (field === undefined) return;
    const at = { parent: undefined, element: `f:${key}` };
    if (key === "metadata") this.fields(field, old as Mutable, next as Mutable, at, unowned);
    else this.values(field, old, next, at);
  }

  values(declared: Type, old: unknown, next: unknown, at: Place): void {
    if (old === next) return;
    const type = concrete(declared, old, next);
    if (old === undefined) return this.insert("added", at, wholeNode(type, next));
    if (next === undefined) return this.insert("removed", at, wholeNode(type, old));
    if (isWhole(type) || (isEmpty(old) && isEmpty(next))) {
      if (!equal(old, next)) this.insert("modified", at, leaf);
      return;
    }
    if (type.kind === "list") this.items(type, old, next, at);
    else this.fields(type, old as Mutable | null, next as Mutable | null, at);
  }

  fields(type: Type, old: Mutable | null, next: Mutable | null, at: Place, except?: ReadonlySet<string>): void {
    const before = old ?? {};
    const after = next ?? {};
    for (const key in before) {
      if (except?.has(key)) continue;
      const value = before[key];
      if (value !== after[key]) this.field(type, key, value, after[key], at);
    }
    for (const key in after)
      if (before[key] === undefined && !except?.has(key)) this.field(type, key, undefined, after[key], at);
  }

  field(type: Type, key: string, old: unknown, next: unknown, at: Place): void {
    const element = `f:${key}`;
    if (type.kind === "map") return this.values(type.element, old, next, { parent: at, element });
    if (type.kind !== "struct") return;
    const field = type.fields.get(key);
    if (field === undefined) {
      if (type.rest !== undefined) this.values(type.rest, old, next, { parent: at, element });
      return;
    }
    const missing = isAlwaysPresent(field) ? null : undefined;
    this.values(field.type, old === undefined ? missing : old, next === undefined ? missing : next, {
      parent: at,
      element,
    });
  }

  items(type: ListType, old: unknown, next: unknown, at: Place): void {
    const before = itemsByElement(type, old);
    const after = itemsByElement(type, next);
    for (const [element, items] of before) this.item(type, items, after.get(element) ?? [], { parent: at, element });
    for (const [element, items] of after) if (!before.has(element)) this.item(type, [], items, { parent: at, element });
  }

  /** Items that share a key are compared and owned as one value. */
  item(type: ListType, old: readonly unknown[], next: readonly unknown[], at: Place): void {
    if (old.length <= 1 && next.length <= 1) return this.values(type.element, old[0], next[0], at);
    if (old.length >= 2 && next.length >= 2) {
      if (!equal(old, next)) this.insert("modified", at, leaf);
      return;
    }
    const single = old.length === 1 ? old[0] : next[0];
    const node = single === undefined ? leaf : wholeNode(type.element, single);
    this.insert(old.length === 1 ? "removed" : "added", at, node);
    this.insert(old.length === 1 ? "added" : "removed", at, leaf);
  }

  insert(kind: Kind, at: Place, node: FieldNode): void {
    const root = (this[kind] ??= {});
    const parent = at.parent === undefined ? root : descend(root, at.parent);
    (parent as Record<string, FieldNode>)[at.element] = node;
  }
}

/** The node at a place, made on the way; it is still being built, so it may be written. */
function descend(root: FieldNode, at: Place): FieldNode {
  const parent = at.parent === undefined ? root : descend(root, at.parent);
  return ((parent as Record<string, FieldNode>)[at.element] ??= {});
}

/** A value that came or went with everything in it. */
export function wholeNode(declared: Type, value: unknown): FieldNode {
  const type = concrete(declared, value);
  if (isWhole(type) || isEmpty(value)) return leaf;
  const node: Record<string, FieldNode> = { ".": leaf };
  if (type.kind === "list") {
    for (const [element, items] of itemsByElement(type, value))
      node[element] = items.length > 1 ? leaf : wholeNode(type.element, items[0]);
    return node;
  }
  for (const key in value as Mutable) {
    const inner = typeOfKey(type, key);
    if (inner !== undefined) node[`f:${key}`] = wholeNode(inner, (value as Mutable)[key]);
  }
  return node;
}
