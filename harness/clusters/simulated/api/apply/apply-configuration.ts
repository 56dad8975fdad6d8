import type { KubernetesObject } from "../../../kubernetes.ts";
import type { StructType } from "../../schema/schema.ts";
import type { Mutable } from "../decode.ts";
import { fieldsOf } from "./applied-fields.ts";
import { compare } from "./compare.ts";
import { conflictError, type Conflict } from "./conflicts.ts";
import { difference, intersection, leaf, union, type FieldSet } from "./field-set.ts";
import { fieldsOfClientSideApply } from "./last-applied.ts";
import {
  entryOf,
  isSame,
  release,
  sorted,
  withFields,
  type ManagedFieldsEntry,
  type Manager,
} from "./managed-fields.ts";
import { prune } from "./prune.ts";
import { mergeTyped } from "./typed-merge.ts";

export interface Application {
  readonly type: StructType;
  readonly live: KubernetesObject | Mutable;
  readonly entries: readonly ManagedFieldsEntry[];
  readonly configuration: Mutable;
  readonly manager: Manager;
  /** Parts of the object that this endpoint does not write: `status` on the resource itself, the others on `/status`. */
  readonly ignored: FieldSet;
  readonly force: boolean;
  readonly now: string;
}

export interface Applied {
  readonly object: Mutable;
  readonly entries: readonly ManagedFieldsEntry[];
}

/**
 * Server-side apply: merges a configuration into the live object, removes what its manager no longer applies, and moves
 * the ownership of fields. The rules are those of structured-merge-diff's `Updater.Apply`.
 * @throws StatusError 409 with one cause per field that somebody else has, unless forced.
 */
export function applyConfiguration(application: Application): Applied {
  const { type, live, entries, configuration, manager, ignored, now } = application;
  const own = entries.find((entry) => isSame(entry, manager));
  const others = entries.filter((entry) => entry !== own);
  const fields = difference(without(fieldsOf(type, configuration), ignored), unowned);
  const managed = others.reduce((all, { fieldsV1 }) => union(all, fieldsV1), fields);
  const merged = mergeTyped(type, live, configuration);
  const object = prune(type, merged, own?.fieldsV1, managed) as Mutable;
  const { removed, modified, added } = compare(type, live, object);
  const taken = without(union(modified, added), ignored);
  const gone = without(removed, ignored);
  const changed = taken !== undefined || gone !== undefined;
  refuseConflicts(application, others, taken);
  const remaining = others.flatMap((entry) => withFields(entry, release(entry.fieldsV1, taken, gone)));
  const time = changed ? now : own?.time;
  const mine = fields === undefined ? [] : [entryOf(manager, fields, time)];
  return { object, entries: sorted([...remaining, ...mine]) };
}

function refuseConflicts(
  { type, live, manager, force }: Application,
  others: readonly ManagedFieldsEntry[],
  taken: FieldSet,
): void {
  if (force) return;
  const conflicts = others.flatMap((entry): Conflict[] => {
    const fields = intersection(entry.fieldsV1, taken);
    return fields === undefined ? [] : [{ entry, fields }];
  });
  if (conflicts.length === 0) return;
  const allowed = manager.manager === "kubectl" ? fieldsOfClientSideApply(type, live as KubernetesObject) : undefined;
  const refused = conflicts.flatMap(({ entry, fields }): Conflict[] => {
    const rest = difference(fields, allowed);
    return rest === undefined ? [] : [{ entry, fields: rest }];
  });
  if (refused.length > 0) throw conflictError(refused);
}

/** A set without whole top-level parts. */
function without(set: FieldSet, ignored: FieldSet): FieldSet {
  if (set === undefined || ignored === undefined) return set;
  const rest = Object.fromEntries(Object.entries(set).filter(([element]) => !(element in ignored)));
  return Object.keys(rest).length === 0 ? undefined : rest;
}

/** What belongs to no manager: the object's identity and what the server itself keeps. */
const unowned: FieldSet = {
  "f:apiVersion": leaf,
  "f:kind": leaf,
  "f:metadata": {
    ".": leaf,
    "f:name": leaf,
    "f:namespace": leaf,
    "f:creationTimestamp": leaf,
    "f:selfLink": leaf,
    "f:uid": leaf,
    "f:clusterName": leaf,
    "f:generation": leaf,
    "f:managedFields": leaf,
    "f:resourceVersion": leaf,
  },
};
