import type { KubernetesObject } from "../../../kubernetes.ts";
import { keyOf, type Change, type ObjectKey } from "./informer.ts";
import { controllerOf } from "./owners.ts";

export interface PodOwners<T extends KubernetesObject> {
  /** Of the owners that are meant. */
  readonly kind: string;
  readonly add: (owner: ObjectKey) => void;
  /** Who could adopt what nobody owns. */
  readonly adopters: (dependent: T) => readonly KubernetesObject[];
}

/** Has those looked at whom the change of a pod concerns, or of something else that a controller owns. */
export function enqueueOwners<T extends KubernetesObject>(
  { old, now }: Change<T>,
  { kind, add, adopters }: PodOwners<T>,
): void {
  const before = old && controllerOf(old);
  const after = now && controllerOf(now);
  const { namespace } = (now ?? old)!.metadata;
  if (before?.kind === kind && before.uid !== after?.uid) add(`${namespace}/${before.name}`);
  if (after?.kind === kind) add(`${namespace}/${after.name}`);
  if (now === undefined || after !== undefined) return;
  if (old !== undefined && before === undefined && old.metadata.labels === now.metadata.labels) return;
  for (const owner of adopters(now)) add(keyOf(owner));
}
