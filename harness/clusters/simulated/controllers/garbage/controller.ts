import type { KubernetesObject, OwnerReference, ResourceName } from "../../../kubernetes.ts";
import { resources } from "../../api/resources.ts";
import { followKinds } from "../kit/follow-kinds.ts";
import { controllerCaller, type ControlPlane } from "../kit/control-plane.ts";
import type { Change } from "../kit/informer.ts";
import { WorkQueue } from "../kit/work-queue.ts";
import { Ownership, type Owned } from "./ownership.ts";

const foreground = "foregroundDeletion";
const orphan = "orphan";

/**
 * Deletes what has lost its owners, holds an owner that is deleted in the foreground until what it blocks on is gone, and
 * cuts dependents loose from an owner that orphans them.
 */
export function startGarbageCollector(plane: ControlPlane): Disposable {
  const collector = new GarbageCollector(plane);
  return { [Symbol.dispose]: () => collector.stop() };
}

class GarbageCollector {
  readonly #plane: ControlPlane;
  readonly #options = { caller: controllerCaller("generic-garbage-collector") };
  readonly #ownership = new Ownership();
  readonly #queue: WorkQueue;
  /** Kinds whose absence can be told; owners of other kinds are taken to exist. */
  readonly #known: Set<string>;
  readonly #kinds: { stop(): void };

  constructor(plane: ControlPlane) {
    this.#plane = plane;
    const { clock, random, informers } = plane;
    this.#queue = new WorkQueue({
      clock,
      random: random.derive("garbage-collector"),
      reconcile: (uid) => this.#collect(uid),
    });
    const watched = Object.entries(resources).filter(([name]) => name !== "events");
    this.#known = new Set(watched.map(([, { group, kind }]) => `${group}/${kind}`));
    for (const [resource] of watched) informers.of(resource).onChange((change) => this.#note(resource, change));
    this.#kinds = followKinds(plane, ({ name, group, kind }) => {
      this.#known.add(`${group}/${kind}`);
      informers.of(name).onChange((change) => this.#note(name, change));
    });
  }

  stop(): void {
    this.#kinds.stop();
    this.#queue.stop();
  }

  #note(resource: ResourceName, change: Change<KubernetesObject>): void {
    const { old, now } = change;
    this.#ownership.take(resource, change);
    if (now !== undefined) {
      const { uid, ownerReferences, deletionTimestamp, finalizers } = now.metadata;
      const newlyOwned = ownerReferences !== undefined && ownerReferences !== old?.metadata.ownerReferences;
      // One that it no longer holds up may go.
      if (newlyOwned && old !== undefined)
        for (const owner of old.metadata.ownerReferences ?? []) if (owner.blockOwnerDeletion) this.#wake(owner.uid);
      if (newlyOwned || (deletionTimestamp !== undefined && finalizers !== undefined)) this.#queue.add(uid!);
      return;
    }
    for (const { object } of this.#ownership.dependentsOf(old!.metadata.uid!)) this.#queue.add(object.metadata.uid!);
    for (const owner of old!.metadata.ownerReferences ?? []) this.#wake(owner.uid);
  }

  /** Looks again at an owner that waits for its dependents. */
  #wake(uid: string): void {
    const found = this.#ownership.find(uid);
    if (found !== undefined && isBeingDeletedWith(foreground, found.object)) this.#queue.add(uid);
  }

  #collect(uid: string): void {
    const found = this.#ownership.find(uid);
    if (found === undefined) return;
    if (isBeingDeletedWith(orphan, found.object)) return this.#orphanDependents(found);
    if (isBeingDeletedWith(foreground, found.object)) return this.#waitForDependents(found);
    if (found.object.metadata.deletionTimestamp === undefined) this.#weighOwners(found);
  }

  #weighOwners(found: Owned): void {
    const { metadata } = found.object;
    const owners = metadata.ownerReferences ?? [];
    const standing = owners.map((owner) => ({ owner, state: this.#stateOf(owner, metadata.namespace) }));
    const lost = standing.filter(({ state }) => state !== "solid");
    if (lost.length === 0) return;
    if (lost.length < owners.length) {
      const uids = new Set(lost.map(({ owner }) => owner.uid));
      return this.#setOwners(
        found,
        owners.filter(({ uid }) => !uids.has(uid)),
      );
    }
    const isWaitedFor = lost.some(({ state }) => state === "waiting");
    const dependents = this.#ownership.dependentsOf(metadata.uid!);
    const blocks = isWaitedFor && dependents.length > 0;
    // A dependent that waits for its own is probably an owner too: somebody has to begin.
    if (blocks && dependents.some(({ object }) => isBeingDeletedWith(foreground, object))) this.#unblock(found);
    this.#plane.api.delete(found.resource, metadata.namespace, metadata.name, {
      ...this.#options,
      propagationPolicy: blocks ? "Foreground" : policyOf(metadata.finalizers),
      preconditions: { uid: metadata.uid! },
    });
  }

  #stateOf(owner: OwnerReference, namespace: string | undefined): "solid" | "waiting" | "absent" {
    const group = owner.apiVersion.includes("/") ? owner.apiVersion.split("/")[0]! : "";
    if (!this.#known.has(`${group}/${owner.kind}`)) return "solid";
    const found = this.#ownership.find(owner.uid)?.object;
    const inReach = found?.metadata.namespace === undefined || found.metadata.namespace === namespace;
    if (found === undefined || !inReach) return "absent";
    return isBeingDeletedWith(foreground, found) ? "waiting" : "solid";
  }

  #waitForDependents(owner: Owned): void {
    const { uid } = owner.object.metadata;
    const dependents = this.#ownership.dependentsOf(uid!);
    const blocks = ({ object }: Owned) =>
      object.metadata.ownerReferences!.some((reference) => reference.uid === uid && reference.blockOwnerDeletion);
    if (!dependents.some(blocks)) return this.#dropFinalizer(owner, foreground);
    for (const { object } of dependents) this.#queue.add(object.metadata.uid!);
  }

  #orphanDependents(owner: Owned): void {
    const { uid } = owner.object.metadata;
    for (const dependent of this.#ownership.dependentsOf(uid!)) {
      const rest = dependent.object.metadata.ownerReferences!.filter((reference) => reference.uid !== uid);
      this.#setOwners(dependent, rest);
    }
    this.#dropFinalizer(owner, orphan);
  }

  /** Lets an object's owners go before it. */
  #unblock({ resource, object }: Owned): void {
    const { namespace, name, uid, ownerReferences = [] } = object.metadata;
    const freed = ownerReferences.map((owner) =>
      owner.blockOwnerDeletion === true ? { ...owner, blockOwnerDeletion: false } : owner,
    );
    const body = { metadata: { uid: uid!, ownerReferences: freed.map((owner) => ({ ...owner })) } };
    this.#plane.api.patch(resource, namespace, name, { type: "merge", body }, this.#options);
  }

  #setOwners({ resource, object }: Owned, owners: readonly OwnerReference[]): void {
    const { namespace, name, uid } = object.metadata;
    const ownerReferences = owners.length === 0 ? null : owners.map((owner) => ({ ...owner }));
    const body = { metadata: { uid: uid!, ownerReferences } };
    this.#plane.api.patch(resource, namespace, name, { type: "merge", body }, this.#options);
  }

  #dropFinalizer({ resource, object }: Owned, finalizer: string): void {
    const { namespace, name, uid, finalizers = [] } = object.metadata;
    const rest = finalizers.filter((other) => other !== finalizer);
    const body = { metadata: { uid: uid!, finalizers: rest.length === 0 ? null : rest } };
    this.#plane.api.patch(resource, namespace, name, { type: "merge", body }, this.#options);
  }
}

function isBeingDeletedWith(finalizer: string, { metadata }: KubernetesObject): boolean {
  return metadata.deletionTimestamp !== undefined && (metadata.finalizers?.includes(finalizer) ?? false);
}

function policyOf(finalizers: readonly string[] = []): "Orphan" | "Foreground" | "Background" {
  if (finalizers.includes(orphan)) return "Orphan";
  return finalizers.includes(foreground) ? "Foreground" : "Background";
}
