import type { Clock } from "../../../../base/clock.ts";
import type { ApiServer, Caller } from "../../api/verbs.ts";
import type { EventRecorder } from "../../events.ts";
import type { Deployment } from "../../kinds/deployment.ts";
import { isEmptySelector } from "../../kinds/labels.ts";
import { isPodFinished, type Pod } from "../../kinds/pod.ts";
import type { ReplicaSet } from "../../kinds/replica-set.ts";
import type { Index } from "../kit/informer.ts";
import { claim } from "../kit/owners.ts";
import { desiredReplicasOf, revisionOf } from "./annotations.ts";
import { NewestReplicaSet, type Present } from "./newest-replica-set.ts";
import { shareOut } from "./proportional-scaling.ts";
import { ReplicaSetWriter } from "./replica-set-writer.ts";
import { isActive, isSaturated, type Generations } from "./replica-sets.ts";
import { newReplicas, shrinkOld } from "./rolling-update.ts";
import { StatusWriter } from "./status-writer.ts";
import { isComplete } from "./status.ts";

export interface DeploymentReconcilerOptions {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly caller: Caller;
  readonly events: EventRecorder;
  readonly replicaSets: Index<ReplicaSet>;
  readonly pods: Index<Pod>;
}

/**
 * Brings one deployment a step nearer to its spec. The order of the steps, and so of the states that can be seen, is that
 * of Kubernetes 1.34: as there, the status that ends a step counts the ReplicaSets as they were when it began.
 */
export class DeploymentReconciler {
  readonly #options: DeploymentReconcilerOptions;
  readonly #writer: ReplicaSetWriter;
  readonly #status: StatusWriter;
  readonly #newest: NewestReplicaSet;

  constructor(options: DeploymentReconcilerOptions) {
    this.#options = options;
    this.#writer = new ReplicaSetWriter(options);
    this.#status = new StatusWriter(options);
    this.#newest = new NewestReplicaSet({ writer: this.#writer, status: this.#status, events: options.events });
  }

  /** @throws StatusError when the server refuses a write; what was written before it stays. */
  reconcile(found: Deployment): void {
    const { api, caller, replicaSets: candidates } = this.#options;
    const { selector } = found.spec;
    if (isEmptySelector(selector)) return this.#refuseEmptySelector(found);
    const sets = claim({ api, caller, resource: "replicasets.apps", owner: found, selector, candidates });
    if (found.metadata.deletionTimestamp !== undefined)
      return this.#status.writeCounts(found, this.#newest.sortOut(found, sets));
    const deployment = this.#status.notePause(found);
    const present = this.#newest.syncRevision(deployment, this.#newest.sortOut(deployment, sets));
    if (deployment.spec.paused || isResized(deployment, present.generations.all)) this.#scale(present);
    else if (deployment.spec.strategy.type === "Recreate") this.#recreate(present);
    else this.#roll(present);
  }

  #roll(before: Present): void {
    const after = this.#newest.ensure(before);
    if (after === undefined) return;
    const { deployment, generations } = after;
    const newest = generations.newest!;
    const { replicas } = deployment.spec;
    const size = Math.min(replicas, newReplicas(deployment, generations.all, newest));
    if (size !== newest.spec.replicas) this.#writer.resize(deployment, newest, size);
    else if (!this.#shrink(deployment, newest, generations.old)) this.#forgetWhenComplete(after);
    this.#status.writeProgress(deployment, generations);
  }

  #shrink(deployment: Deployment, newest: ReplicaSet, old: readonly ReplicaSet[]): boolean {
    const steps = shrinkOld(deployment, newest, old.filter(isActive));
    const resized = new Map<ReplicaSet, ReplicaSet>();
    for (const { replicaSet, to } of steps)
      resized.set(replicaSet, this.#writer.resize(deployment, resized.get(replicaSet) ?? replicaSet, to));
    return steps.length > 0;
  }

  /** Pods that are being deleted keep it waiting: a Recreate deployment never runs two versions at once. */
  #recreate(before: Present): void {
    const { deployment, generations } = before;
    const active = generations.old.filter(isActive);
    for (const set of active) this.#writer.resize(deployment, set, 0);
    if (active.length > 0 || generations.old.some((set) => this.#hasPods(set)))
      return this.#status.writeProgress(deployment, generations);
    const after = this.#newest.ensure(before);
    if (after === undefined) return;
    const newest = after.generations.newest!;
    if (newest.spec.replicas !== deployment.spec.replicas)
      this.#writer.resize(after.deployment, newest, deployment.spec.replicas);
    this.#forgetWhenComplete(after);
    this.#status.writeProgress(after.deployment, after.generations);
  }

  #hasPods({ metadata, status }: ReplicaSet): boolean {
    return (status?.replicas ?? 0) > 0 || this.#options.pods.get(metadata.uid!).some((pod) => !isPodFinished(pod));
  }

  /** What is done while paused, and after the deployment's own size has changed. */
  #scale({ deployment, generations }: Present): void {
    const { newest, old, all } = generations;
    const active = all.filter(isActive);
    if (active.length <= 1) {
      const only = active[0] ?? newest ?? old.at(-1);
      if (only !== undefined && only.spec.replicas !== deployment.spec.replicas)
        this.#writer.resize(deployment, only, deployment.spec.replicas);
    } else if (isSaturated(deployment, newest, newest && desiredReplicasOf(newest))) {
      for (const set of old.filter(isActive)) this.#writer.resize(deployment, set, 0);
    } else if (deployment.spec.strategy.type !== "Recreate") {
      for (const { replicaSet, to } of shareOut(deployment, all)) this.#writer.resize(deployment, replicaSet, to);
    }
    if (deployment.spec.paused) this.#forget(deployment, old);
    this.#status.writeCounts(deployment, generations);
  }

  #forgetWhenComplete({ deployment, generations }: Present): void {
    if (isComplete(deployment, deployment.status ?? {})) this.#forget(deployment, generations.old);
  }

  /** Removes the oldest of the ReplicaSets beyond the history limit, if they have come to rest at no pods. */
  #forget(deployment: Deployment, old: Generations["old"]): void {
    const limit = deployment.spec.revisionHistoryLimit;
    if (limit === undefined) return;
    const kept = old.filter((set) => set.metadata.deletionTimestamp === undefined);
    const excess = [...kept]
      .sort((a, b) => Number(revisionOf(a) - revisionOf(b)))
      .slice(0, Math.max(0, kept.length - limit));
    for (const set of excess) if (isAtRest(set)) this.#writer.delete(set);
  }

  #refuseEmptySelector(deployment: Deployment): void {
    const message = "This deployment is selecting all pods. A non-empty selector is required.";
    this.#options.events.record(deployment, { type: "Warning", reason: "SelectingAll", message });
    const observedGeneration = deployment.metadata.generation!;
    if (deployment.status?.observedGeneration !== observedGeneration)
      this.#status.put({ ...deployment, status: { ...deployment.status, observedGeneration } }, deployment);
  }
}

function isAtRest({ spec, status, metadata }: ReplicaSet): boolean {
  return (
    spec.replicas === 0 && (status?.replicas ?? 0) === 0 && (status?.observedGeneration ?? 0) >= metadata.generation!
  );
}

/** Whether the deployment was scaled since one of its active ReplicaSets was. */
function isResized(deployment: Deployment, all: readonly ReplicaSet[]): boolean {
  return all.some((set) => {
    const desired = desiredReplicasOf(set);
    return isActive(set) && desired !== undefined && desired !== deployment.spec.replicas;
  });
}
