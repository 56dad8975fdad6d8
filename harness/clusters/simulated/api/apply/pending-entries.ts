import type { StructType } from "../../schema/schema.ts";
import type { Mutable } from "../decode.ts";
import { settle } from "../settle.ts";
import { compare, unowned } from "./compare.ts";
import { trackUpdate, type ManagedFieldsEntry, type Manager } from "./managed-fields.ts";
import { UnkeyedItem } from "./path-element.ts";

type Entries = readonly ManagedFieldsEntry[];

/** The managers of an object: known, or still to be worked out. */
export type Managers = Entries | PendingEntries;

/** A write whose managers are still to be worked out. Parts are frozen, and only those that the write has changed. */
export interface TrackedWrite {
  readonly type: StructType;
  readonly before: Mutable;
  readonly after: Mutable;
  /** The managers that the write started from. */
  readonly start: Managers;
  readonly manager: Manager;
  /** Time of the write, as entries carry it. */
  readonly now: string;
}

/** Writes of one object that may wait for each other: each holds what it has changed. */
const mostPending = 32;

/**
 * The managers after a write. Most are never read: components write all the time, and hardly anybody asks who owns what. So
 * they are worked out when somebody first reads them; until then they are passed on from object to object.
 */
export function trackLater(write: TrackedWrite): Managers {
  if (!takesSomething(write)) return worked(write);
  const waiting = write.start instanceof PendingEntries ? write.start.waiting + 1 : 1;
  return new PendingEntries(waiting > mostPending ? { ...write, start: entriesOf(write.start) } : write, waiting);
}

/** The list itself, worked out by now. */
export function entriesOf(managers: Managers): Entries {
  return managers instanceof PendingEntries ? managers.entries : managers;
}

/** Whether there are none, which can be said of pending ones without looking. */
export function areNone(managers: Managers): boolean {
  return !(managers instanceof PendingEntries) && managers.length === 0;
}

class PendingEntries {
  #write: TrackedWrite | undefined;
  #entries: Entries = [];
  #waiting: number;

  constructor(write: TrackedWrite, waiting: number) {
    this.#write = write;
    this.#waiting = waiting > mostPending ? 1 : waiting;
  }

  /** Writes that have to be worked out before these entries are known. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Frozen, and never empty. */
  get entries(): Entries {
    const write = this.#write;
    if (write !== undefined) {
      this.#entries = settle(worked(write), entriesOf(write.start));
      this.#write = undefined;
      this.#waiting = 0;
    }
    return this.#entries;
  }
}

/**
 * Items that cannot be told apart leave the managers as they were. The real server forgets all managers then, seen with
 * `secrets: [{}]` of a ServiceAccount; here it is found out too late for that, see `areNone`.
 */
function worked({ type, before, after, start, manager, now }: TrackedWrite): Entries {
  try {
    return trackUpdate(entriesOf(start), manager, compare(type, before, after), now);
  } catch (error) {
    if (!(error instanceof UnkeyedItem)) throw error;
    return entriesOf(start);
  }
}

/** Whether it is plain that the write has set something, so that its manager will have an entry. */
function takesSomething({ before, after }: TrackedWrite): boolean {
  for (const key in after) if (sets(before[key], after[key])) return true;
  return false;
}

function sets(before: unknown, after: unknown): boolean {
  if (after === before || after === null || after === undefined) return false;
  if (typeof after !== "object") return true;
  // A shorter list may have lost items and nothing else, whatever now stands in their places.
  if (Array.isArray(after) && Array.isArray(before) && after.length < before.length) return false;
  const known: Mutable = before ?? {};
  for (const key in after) if (sets(known[key], (after as Mutable)[key])) return true;
  return false;
}

/** The parts that differ and that somebody owns, those of the metadata one by one. */
export function changedParts(old: Mutable, next: Mutable): Pick<TrackedWrite, "before" | "after"> {
  const { before, after } = differing(old, next, typeAndKind);
  if (after["metadata"] !== undefined) {
    const metadata = differing(old["metadata"] ?? {}, next["metadata"], unowned);
    before["metadata"] = metadata.before;
    after["metadata"] = metadata.after;
  }
  return { before, after };
}

const typeAndKind: ReadonlySet<string> = new Set(["apiVersion", "kind"]);

function differing(old: Mutable, next: Mutable, except: ReadonlySet<string>) {
  const before: Mutable = {};
  const after: Mutable = {};
  for (const key in next) {
    if (except.has(key) || next[key] === old[key]) continue;
    after[key] = next[key];
    if (old[key] !== undefined) before[key] = old[key];
  }
  for (const key in old) if (!except.has(key) && next[key] === undefined) before[key] = old[key];
  return { before, after };
}
