import type { KubernetesObject, OwnerReference, ResourceName } from "../../../kubernetes.ts";
import type { ApiServer, Caller } from "../../api/verbs.ts";
import { selects, type LabelSelector } from "../../kinds/labels.ts";
import type { Index, Informer } from "./informer.ts";

/** The owner that manages the object; at most one can. */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((reference) => reference.controller === true);
}

export function ownedBy(owner: KubernetesObject): OwnerReference {
  const { apiVersion, kind, metadata } = owner;
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid!, controller: true, blockOwnerDeletion: true };
}

/** Index by managing owner's uid; what nobody manages is found under `orphansOf(namespace)`. */
export function byController<T extends KubernetesObject>(informer: Informer<T>): Index<T> {
  return informer.sharedIndex(
    "controller",
    (object) => controllerOf(object)?.uid ?? orphansOf(object.metadata.namespace),
  );
}

export function orphansOf(namespace: string | undefined): string {
  return `orphans/${namespace ?? ""}`;
}

export interface ClaimOptions<T> {
  readonly api: ApiServer;
  readonly caller: Caller;
  readonly resource: ResourceName;
  readonly owner: KubernetesObject;
  readonly selector: LabelSelector;
  readonly candidates: Index<T & KubernetesObject>;
  /** Orphans that are not worth adopting. */
  readonly adoptable?: (object: T) => boolean;
}

/**
 * The objects that the owner manages after it has adopted the orphans that its selector means and released those of its
 * own that the selector no longer means.
 */
export function claim<T extends KubernetesObject>(options: ClaimOptions<T>): readonly T[] {
  const { owner, selector, candidates, adoptable = () => true } = options;
  const own = candidates.get(owner.metadata.uid!);
  const orphans = candidates.get(orphansOf(owner.metadata.namespace));
  const leaving = owner.metadata.deletionTimestamp !== undefined;
  const kept = own.filter((object) => {
    if (selects(selector, object.metadata.labels)) return true;
    if (!leaving) release(options, object);
    return false;
  });
  if (leaving) return kept;
  const found = orphans.filter(
    (object) =>
      object.metadata.deletionTimestamp === undefined && selects(selector, object.metadata.labels) && adoptable(object),
  );
  return found.length === 0 ? kept : [...kept, ...found.map((object) => adopt(options, object))];
}

function adopt<T extends KubernetesObject>({ api, caller, resource, owner }: ClaimOptions<T>, object: T): T {
  const { namespace, name, uid, ownerReferences = [] } = object.metadata;
  const body = { metadata: { uid: uid!, ownerReferences: [...ownerReferences, { ...ownedBy(owner) }] } };
  return api.patch(resource, namespace, name, { type: "merge", body: body as never }, { caller }) as T;
}

function release<T extends KubernetesObject>({ api, caller, resource, owner }: ClaimOptions<T>, object: T): void {
  const { namespace, name, uid, ownerReferences = [] } = object.metadata;
  const rest = ownerReferences.filter((reference) => reference.uid !== owner.metadata.uid);
  const body = { metadata: { uid: uid!, ownerReferences: rest.length === 0 ? null : rest } };
  api.patch(resource, namespace, name, { type: "merge", body: body as never }, { caller });
}
