import type { StatusError } from "../../api/status-error.ts";
import { isRefusal } from "../../api/admission/webhooks/awaiting.ts";
import { selects } from "../../kinds/labels.ts";
import { isPodActive, type Pod } from "../../kinds/pod.ts";
import type { ReplicaSet } from "../../kinds/replica-set.ts";
import { controllerCaller, recorderFor, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf, type Index } from "../kit/informer.ts";
import { byController, claim, controllerOf } from "../kit/owners.ts";
import { isNamespaceTerminating } from "../kit/refusals.ts";
import { WorkQueue } from "../kit/work-queue.ts";
import { mostDeletable } from "./deletion-ranking.ts";
import { PodControl, slowStart } from "./pod-control.ts";
import { sameStatus, statusOf, untilAvailable } from "./status.ts";

/** Most pods that one look at a ReplicaSet makes or removes. */
const burst = 500;

/** Keeps as many pods as each ReplicaSet asks for, and counts them. */
export function startReplicaSetController(plane: ControlPlane): Disposable {
  const controller = new ReplicaSetController(plane);
  return { [Symbol.dispose]: () => controller.stop() };
}

class ReplicaSetController {
  readonly #plane: ControlPlane;
  readonly #caller = controllerCaller("replicaset-controller");
  readonly #control: PodControl;
  readonly #queue: WorkQueue;
  readonly #pods: Index<Pod>;
  readonly #setsByOwner: Index<ReplicaSet>;
  readonly #setsByNamespace: Index<ReplicaSet>;

  constructor(plane: ControlPlane) {
    this.#plane = plane;
    const { api, clock, random, informers } = plane;
    const events = recorderFor(plane, "replicaset-controller", this.#caller);
    this.#control = new PodControl({ api, caller: this.#caller, events });
    const sets = informers.of<ReplicaSet>("replicasets.apps");
    const pods = informers.of<Pod>("pods");
    this.#pods = byController(pods);
    this.#setsByOwner = byController(sets);
    this.#setsByNamespace = sets.index(({ metadata }) => metadata.namespace);
    this.#queue = new WorkQueue({
      clock,
      random: random.derive("replicaset-controller"),
      reconcile: (key) => {
        const set = sets.get(key);
        if (set !== undefined) this.#reconcile(set);
      },
    });
    sets.onChange(({ now }) => {
      if (now !== undefined) this.#queue.add(keyOf(now));
    });
    pods.onChange(({ old, now }) => this.#enqueueOwners(old, now));
  }

  stop(): void {
    this.#queue.stop();
  }

  #enqueueOwners(old: Pod | undefined, now: Pod | undefined): void {
    const before = old && controllerOf(old);
    const after = now && controllerOf(now);
    const { namespace } = (now ?? old)!.metadata;
    if (before?.kind === "ReplicaSet" && before.uid !== after?.uid) this.#queue.add(`${namespace}/${before.name}`);
    if (after?.kind === "ReplicaSet") this.#queue.add(`${namespace}/${after.name}`);
    if (now === undefined || after !== undefined) return;
    const isNewOrphan = old === undefined || before !== undefined || old.metadata.labels !== now.metadata.labels;
    if (!isNewOrphan) return;
    for (const set of this.#setsByNamespace.get(namespace!))
      if (selects(set.spec.selector, now.metadata.labels)) this.#queue.add(keyOf(set));
  }

  #reconcile(set: ReplicaSet): void {
    const { api, clock } = this.#plane;
    const claimed = claim({
      api,
      caller: this.#caller,
      resource: "pods",
      owner: set,
      selector: set.spec.selector,
      candidates: this.#pods,
      adoptable: isPodActive,
    });
    const pods = claimed.filter(isPodActive);
    const failure = set.metadata.deletionTimestamp === undefined ? this.#manage(set, pods) : undefined;
    const status = statusOf(set, { pods, failure }, clock);
    if (!sameStatus(set.status, status)) {
      const { namespace, name } = set.metadata;
      const options = { caller: this.#caller, subresource: "status" };
      api.update("replicasets.apps", namespace, name, { ...set, status }, options);
    }
    this.#lookAgainWhenAvailable(set, pods);
    if (failure !== undefined) throw failure;
  }

  #manage(set: ReplicaSet, pods: readonly Pod[]): StatusError | undefined {
    const missing = set.spec.replicas - pods.length;
    if (missing > 0) {
      const failure = slowStart(Math.min(missing, burst), () => this.#control.create(set, set.spec.template));
      return failure && isNamespaceTerminating(failure) ? undefined : failure;
    }
    let failure: StatusError | undefined;
    for (const pod of this.#surplus(set, pods, Math.min(-missing, burst)))
      try {
        this.#control.delete(set, pod);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        failure ??= error;
      }
    return failure;
  }

  #surplus(set: ReplicaSet, pods: readonly Pod[], count: number): readonly Pod[] {
    if (count <= 0) return [];
    const owner = controllerOf(set);
    const siblings = owner === undefined ? [set] : this.#setsByOwner.get(owner.uid);
    const onNode = new Map<string, number>();
    for (const sibling of siblings)
      for (const { spec } of this.#pods.get(sibling.metadata.uid!).filter(isPodActive))
        if (spec.nodeName !== undefined) onNode.set(spec.nodeName, (onNode.get(spec.nodeName) ?? 0) + 1);
    const now = this.#plane.clock.wallTime();
    return mostDeletable(pods, count, { now, podsOn: (node) => onNode.get(node) ?? 0 });
  }

  #lookAgainWhenAvailable(set: ReplicaSet, pods: readonly Pod[]): void {
    const waits = pods.map((pod) => untilAvailable(pod, set, this.#plane.clock) ?? 0).filter((wait) => wait > 0);
    if (waits.length > 0) this.#queue.addAfter(keyOf(set), Math.min(...waits));
  }
}
