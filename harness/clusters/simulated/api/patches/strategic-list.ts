import type { Type } from "../../schema/schema.ts";
import type { Mutable } from "../decode.ts";
import { StatusError } from "../status-error.ts";
import { isMap } from "./merge-patch.ts";
import { mergeMap } from "./strategic-merge.ts";

type List = readonly unknown[];

/**
 * Merges two lists under a merge key, or as a set of scalars without one. Items of the patch come in the order of
 * `order`, or of the patch itself; the server's own items stay where they stood relative to those.
 */
export function mergeList(
  element: Type,
  mergeKey: string | undefined,
  original: List,
  patch: List,
  order: List | undefined,
): List {
  if (original.length === 0 && patch.length === 0) return original;
  const identity = mergeKey === undefined ? (item: unknown) => item : (item: unknown) => keyOf(item, mergeKey);
  const { kept, items } =
    mergeKey === undefined ? { kept: original, items: patch } : applyItemDirectives(original, patch, identity);
  const merged =
    mergeKey === undefined ? [...new Set([...kept, ...items])] : mergeItems(element, kept, items, identity);
  const wanted = (order ?? items).map(identity);
  if (order !== undefined) checkOrder(patch, order, identity);
  const listed = new Set(wanted);
  const ofPatch = merged.filter((item) => listed.has(identity(item)));
  const ofServer = merged.filter((item) => !listed.has(identity(item)));
  ofPatch.sort((a, b) => wanted.indexOf(identity(a)) - wanted.indexOf(identity(b)));
  return interleave(ofServer, ofPatch, original.map(identity), identity);
}

/** Items that say `$patch: delete` delete, and one that says `replace` empties the list before the others are added. */
function applyItemDirectives(
  original: List,
  patch: List,
  identity: (item: unknown) => unknown,
): { kept: List; items: List } {
  const items: unknown[] = [];
  const deleted = new Set<unknown>();
  let replace = false;
  for (const item of patch) {
    const marker = isMap(item) ? item["$patch"] : undefined;
    if (marker === undefined) items.push(item);
    else if (marker === "delete") deleted.add(identity(item));
    else if (marker === "replace") replace = true;
    else if (marker === "merge") throw failed("merging lists cannot yet be specified in the patch");
    else throw failed(`unknown patch type: ${String(marker)} in map: ${goText(item)}`);
  }
  const kept = replace ? [] : deleted.size === 0 ? original : original.filter((item) => !deleted.has(identity(item)));
  return { kept, items };
}

function mergeItems(element: Type, kept: List, items: List, identity: (item: unknown) => unknown): unknown[] {
  const merged = [...kept];
  for (const item of items) {
    const key = identity(item);
    const index = merged.findIndex((other) => identity(other) === key);
    if (index === -1) merged.push(item);
    else merged[index] = mergeMap(element, merged[index] as Mutable, item as Mutable);
  }
  return merged;
}

/** What the merge itself runs into is nobody's fault, says the real server. */
export function failed(message: string): StatusError {
  return new StatusError(500, "", message);
}

function keyOf(item: unknown, mergeKey: string): unknown {
  const key: unknown = isMap(item) ? item[mergeKey] : undefined;
  if (key === undefined) throw failed(`map: ${goText(item)} does not contain declared merge key: ${mergeKey}`);
  return key;
}

/** A value as Go prints it with %v. */
export function goText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(" ")}]`;
  if (isMap(value))
    return `map[${Object.keys(value)
      .sort()
      .map((key) => `${key}:${goText(value[key])}`)
      .join(" ")}]`;
  return value === null ? "<nil>" : String(value);
}

/**
 * What the patch lists must come in the order that it demands. An item that is a directive counts for nothing before the
 * order ends, and as an item that is missing from it afterwards.
 * @throws StatusError 500, to which the real server turns this finding.
 */
function checkOrder(patch: List, order: List, identity: (item: unknown) => unknown): void {
  const items = patch.filter((item) => !isMap(item) || item["$patch"] !== "delete");
  if (order.length === 0 || patch.length === 0) return;
  let next = 0;
  let at = 0;
  while (next < items.length && at < order.length) {
    const item = items[next];
    if (isMap(item) && item["$patch"] !== undefined) next++;
    else if (identity(item) === identity(order[at++])) next++;
  }
  if (next < items.length)
    throw new StatusError(
      500,
      "",
      `The order in patch list:\n${goText(patch)}\n doesn't match $setElementOrder list:\n${goText(order)}\n`,
    );
}

/** Merges two sorted lists; where the old order does not say which comes first, the patch's item does. */
function interleave(ofServer: List, ofPatch: List, oldOrder: List, identity: (item: unknown) => unknown): List {
  const all: unknown[] = [];
  let i = 0;
  let j = 0;
  while (i < ofServer.length || j < ofPatch.length) {
    if (i >= ofServer.length) all.push(ofPatch[j++]);
    else if (j >= ofPatch.length) all.push(ofServer[i++]);
    else {
      const server = oldOrder.indexOf(identity(ofServer[i]));
      const patched = oldOrder.indexOf(identity(ofPatch[j]));
      all.push(server >= 0 && patched >= 0 && server < patched ? ofServer[i++] : ofPatch[j++]);
    }
  }
  return all;
}
