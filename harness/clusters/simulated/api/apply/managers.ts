import type { Mutable } from "../decode.ts";
import { startingEntries, type ManagedFieldsEntry } from "./managed-fields.ts";
import { areNone, entriesOf, type Managers } from "./pending-entries.ts";

/** Under it a metadata keeps managers that nobody has read yet. Copies made with `...` have the entries instead. */
const pending = Symbol("pending managers");

/** To whoever reads it, the field is the list of entries. */
const field: PropertyDescriptor & ThisType<Mutable & { readonly [pending]: Managers }> = {
  get() {
    return entriesOf(this[pending]);
  },
  enumerable: true,
  configurable: true,
};

/** The managers that a metadata carries; to ask for them does not work them out. */
export function managersIn(metadata: object): Managers {
  const { [pending]: managers } = metadata as { readonly [pending]?: Managers };
  return managers ?? (metadata as { readonly managedFields?: readonly ManagedFieldsEntry[] }).managedFields ?? [];
}

/** Whether the managers of a metadata need not be settled: they come settled whenever they come. */
export function hasPending(metadata: object): boolean {
  return pending in metadata;
}

/** Writes managers into a metadata; without any, the field is absent. */
export function setManagers(metadata: Mutable, managers: Managers): void {
  if (hasPending(metadata)) {
    delete metadata["managedFields"];
    delete (metadata as { [pending]?: Managers })[pending];
  }
  if (areNone(managers)) delete metadata["managedFields"];
  else if (Array.isArray(managers)) metadata["managedFields"] = managers;
  else {
    Object.defineProperty(metadata, "managedFields", field);
    Object.defineProperty(metadata, pending, { value: managers, configurable: true });
  }
}

/** As `{ ...metadata }`, without reading who manages what. */
export function copyMetadata(metadata: object): Mutable {
  if (!hasPending(metadata)) return { ...metadata };
  const copy: Mutable = {};
  for (const key in metadata)
    if (key === "managedFields") setManagers(copy, managersIn(metadata));
    else copy[key] = (metadata as Mutable)[key];
  return copy;
}

/**
 * A copy that `setManagers` is about to complete. To take managers out of a copy again would leave the engine with an
 * object that it can only look up by hashing, which is slow and several times as large.
 */
export function copyWithoutManagers(metadata: object): Mutable {
  const copy: Mutable = {};
  for (const key in metadata) if (key !== "managedFields") copy[key] = (metadata as Mutable)[key];
  return copy;
}

/** The managers that a write of `sent` over `live` starts from; each is a metadata. */
export function startingManagers(sent: Mutable | undefined, live: object, subresource: string | undefined): Managers {
  const managers = managersIn(live);
  return sent === live || sent === undefined || subresource !== undefined
    ? managers
    : startingEntries(sent["managedFields"], managers);
}
