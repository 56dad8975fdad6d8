import type { Type } from "../../schema/schema.ts";
import { fieldsOf, withNamedFields } from "./applied-fields.ts";
import { difference, intersection, union, type FieldSet } from "./field-set.ts";
import { removeItems } from "./remove-items.ts";

/**
 * Takes from a merged object what its manager applied last time and does not apply now, unless somebody else manages it.
 * @param last what the manager applied last time.
 * @param managed what all managers have now, this one's new configuration included.
 */
export function prune(type: Type, merged: unknown, last: FieldSet, managed: FieldSet): unknown {
  if (last === undefined) return merged;
  const named = (set: FieldSet) => withNamedFields(type, set);
  const lastNamed = named(last);
  const mergedFields = named(fieldsOf(type, merged));
  const bare = removeItems(type, merged, lastNamed) ?? {};
  const kept = union(named(fieldsOf(type, bare)), named(managed));
  const owned = removeItems(type, merged, difference(mergedFields, kept)) ?? {};
  const gone = difference(mergedFields, named(fieldsOf(type, owned)));
  return removeItems(type, merged, intersection(gone, lastNamed)) ?? {};
}
