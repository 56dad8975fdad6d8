import type { ListType, Type } from "../../schema/schema.ts";
import type { Mutable } from "../decode.ts";
import { concrete, itemsByElement, isEmpty, isWhole, typeOfKey } from "./typed.ts";
import { elementOfItem } from "./path-element.ts";

/** Lays an applied configuration over the live object: what it sets wins, what it does not speak of stays. */
export function mergeTyped(declared: Type, live: unknown, applied: unknown): unknown {
  if (applied === undefined) return live;
  const type = concrete(declared, live, applied);
  if (isWhole(type) || (isEmpty(live) && isEmpty(applied))) return applied;
  if (applied === null) return live;
  if (type.kind === "list")
    return mergeLists(type, live as readonly unknown[] | undefined, applied as readonly unknown[]);
  const merged: Mutable = { ...(live as Mutable | undefined) };
  for (const key in applied as Mutable) {
    const inner = typeOfKey(type, key);
    const value = inner === undefined ? undefined : mergeTyped(inner, merged[key], (applied as Mutable)[key]);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

/** The items of both: shared ones in the order of the configuration, the live object's own between them where they stood. */
function mergeLists(type: ListType, live: readonly unknown[] = [], applied: readonly unknown[]): unknown[] {
  const left = (live ?? []).map((item) => elementOfItem(type, item));
  const right = applied.map((item) => elementOfItem(type, item));
  const liveItems = itemsByElement(type, live);
  const appliedItems = itemsByElement(type, applied);
  const shared = right.filter((element) => liveItems.has(element));
  const merged = new Set<string>();
  const result: unknown[] = [];
  const take = (element: string) => {
    const candidates = liveItems.get(element) ?? [];
    result.push(
      mergeTyped(type.element, candidates.length === 1 ? candidates[0] : undefined, appliedItems.get(element)![0]),
    );
    merged.add(element);
  };
  let i = 0;
  let j = 0;
  let next = 0;
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length) {
      if (left[i] === right[j]) {
        take(right[j]!);
        i++;
        j++;
        next++;
        continue;
      }
      if (appliedItems.has(left[i]!) && next < shared.length && shared[next] !== left[i]) {
        i++;
        continue;
      }
    }
    if (i < left.length) {
      if (!appliedItems.has(left[i]!)) {
        result.push(live[i]);
        i++;
        continue;
      }
      if (merged.has(left[i]!)) i++;
    }
    if (j < right.length) {
      take(right[j]!);
      if (shared[next] === right[j]) next++;
      j++;
    }
  }
  return result;
}
