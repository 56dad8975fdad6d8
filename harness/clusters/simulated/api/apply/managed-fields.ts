import type { Mutable } from "../decode.ts";
import type { Comparison } from "./compare.ts";
import { difference, intersection, union, type FieldNode, type FieldSet } from "./field-set.ts";

/** One entry of metadata.managedFields. */
export interface ManagedFieldsEntry {
  readonly manager: string;
  readonly operation: "Apply" | "Update";
  readonly apiVersion: string;
  readonly time?: string;
  readonly fieldsType: "FieldsV1";
  readonly fieldsV1: FieldNode;
  readonly subresource?: string;
}

/** Who a write is attributed to: the same manager through another operation or subresource is somebody else. */
export type Manager = Pick<ManagedFieldsEntry, "manager" | "operation" | "apiVersion"> & {
  readonly subresource?: string | undefined;
};

/** Managers of updates that an object keeps apart; the oldest are thrown together. */
const mostUpdateManagers = 10;
const ancient = "ancient-changes";

export function isSame(entry: ManagedFieldsEntry, manager: Manager): boolean {
  return (
    entry.manager === manager.manager &&
    entry.operation === manager.operation &&
    entry.subresource === manager.subresource &&
    (entry.operation === "Apply" || entry.apiVersion === manager.apiVersion)
  );
}

/**
 * The entries after an update or a patch: what changed belongs to `manager` alone, what went belongs to nobody.
 * Returns `start` itself when nothing changed.
 */
export function trackUpdate(
  start: readonly ManagedFieldsEntry[],
  manager: Manager,
  { removed, modified, added }: Comparison,
  now: string,
): readonly ManagedFieldsEntry[] {
  const taken = union(modified, added);
  if (taken === undefined && removed === undefined) return start;
  const entries = distinct(start);
  const own = entries.findLast((entry) => isSame(entry, manager));
  const others = entries
    .filter((entry) => entry !== own)
    .flatMap((entry) => withFields(entry, release(entry.fieldsV1, taken, removed)));
  const fields = union(difference(own?.fieldsV1, removed), taken);
  if (fields === undefined) return sorted(others);
  const time = taken === undefined && own !== undefined ? own.time : now;
  return sorted(capped([...others, entryOf(manager, fields, time)], manager.apiVersion));
}

/** Another manager's fields, without those that somebody took over or that are gone. */
export function release(fields: FieldSet, taken: FieldSet, removed: FieldSet): FieldSet {
  return difference(difference(fields, intersection(fields, taken)), removed);
}

/** The entry with other fields; none when it has no fields left. */
export function withFields(entry: ManagedFieldsEntry, fields: FieldSet): readonly ManagedFieldsEntry[] {
  if (fields === undefined) return [];
  return fields === entry.fieldsV1 ? [entry] : [{ ...entry, fieldsV1: fields }];
}

export function entryOf(manager: Manager, fieldsV1: FieldNode, time: string | undefined): ManagedFieldsEntry {
  const { manager: name, operation, apiVersion, subresource } = manager;
  return {
    manager: name === "" ? "unknown" : name,
    operation,
    apiVersion,
    ...(time === undefined ? {} : { time }),
    fieldsType: "FieldsV1",
    fieldsV1,
    ...(subresource === undefined ? {} : { subresource }),
  };
}

/** The entries, of those of one manager the last: the server reads them into a map. */
export function distinct(entries: readonly ManagedFieldsEntry[]): readonly ManagedFieldsEntry[] {
  if (entries.length < 2) return entries;
  const last = entries.filter((entry, index) => !entries.some((other, later) => later > index && isSame(other, entry)));
  return last.length === entries.length ? entries : last;
}

/** In the order in which the server writes them: by operation, time, manager, version and subresource. */
export function sorted(entries: readonly ManagedFieldsEntry[]): readonly ManagedFieldsEntry[] {
  const isSorted = entries.every((entry, i) => i === 0 || inOrder(entries[i - 1]!, entry) <= 0);
  return isSorted ? entries : [...entries].sort(inOrder);
}

function inOrder(a: ManagedFieldsEntry, b: ManagedFieldsEntry): number {
  return (
    byText(a.operation, b.operation) ||
    byText(a.time ?? "", b.time ?? "") ||
    byText(a.manager, b.manager) ||
    byText(a.apiVersion, b.apiVersion) ||
    byText(a.subresource ?? "", b.subresource ?? "")
  );
}

function byText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Merges the oldest entries of updates into one, so that their number stays bounded. */
function capped(entries: readonly ManagedFieldsEntry[], apiVersion: string): readonly ManagedFieldsEntry[] {
  if (entries.length <= mostUpdateManagers) return entries;
  const updates = entries.filter(({ operation }) => operation === "Update");
  if (updates.length <= mostUpdateManagers) return entries;
  const oldest = [...updates].sort((a, b) => {
    const [x, y] = [`${a.time ?? ""}\0${a.manager}`, `${b.time ?? ""}\0${b.manager}`];
    return x < y ? -1 : x > y ? 1 : 0;
  });
  const merged = oldest.slice(0, updates.length - mostUpdateManagers + 1);
  const fields = merged.reduce<FieldSet>((all, { fieldsV1 }) => union(all, fieldsV1), undefined);
  const bucket = entryOf({ manager: ancient, operation: "Update", apiVersion }, fields!, merged.at(-1)!.time);
  return [...entries.filter((entry) => !merged.includes(entry)), bucket];
}

/**
 * The entries that a write starts from: those that it sends itself, which only the main resource takes, or else the live
 * object's. An empty list, or a list of one empty entry, starts anew.
 */
export function startingEntries<T>(sent: unknown, live: T): readonly ManagedFieldsEntry[] | T {
  if (sent === live || !Array.isArray(sent)) return live;
  if (sent.length === 0 || (sent.length === 1 && Object.keys(sent[0] as object).length === 0)) return [];
  return sent.every(isValid) ? sent : live;
}

function isValid(entry: Mutable): boolean {
  const { operation, apiVersion, fieldsType } = entry;
  return (
    (operation === "Apply" || operation === "Update") &&
    typeof apiVersion === "string" &&
    apiVersion !== "" &&
    fieldsType === "FieldsV1"
  );
}
