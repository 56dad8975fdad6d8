import type { Type } from "../../schema/schema.ts";
import type { Mutable } from "../decode.ts";
import { isMember, type FieldSet } from "./field-set.ts";
import { elementOfItem } from "./path-element.ts";
import { concrete, isEmpty, isWhole, typeOfKey } from "./typed.ts";

/** The value without the fields and items of a set; undefined when nothing of it is left. */
export function removeItems(declared: Type, value: unknown, set: FieldSet): unknown {
  const type = concrete(declared, value);
  if (set === undefined || type.kind === "scalar") return value;
  if (isEmpty(value) || isWhole(type)) return undefined;
  if (type.kind === "list") {
    const items: unknown[] = [];
    for (const item of value as readonly unknown[]) {
      const subset = set[elementOfItem(type, item)];
      if (subset === undefined) items.push(item);
      else if (!isMember(subset)) items.push(removeItems(type.element, item, subset));
    }
    return items.length === 0 ? undefined : items;
  }
  const rest: Mutable = {};
  let left = false;
  for (const key in value as Mutable) {
    const subset = set[`f:${key}`];
    if (subset !== undefined && isMember(subset)) continue;
    const inner = typeOfKey(type, key);
    const kept =
      subset === undefined || inner === undefined
        ? (value as Mutable)[key]
        : removeItems(inner, (value as Mutable)[key], subset);
    rest[key] = kept === undefined ? null : kept;
    left = true;
  }
  return left ? rest : undefined;
}
