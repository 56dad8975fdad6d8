import type { Clock } from "../../../../base/clock.ts";
import type { StatusError } from "../../api/status-error.ts";
import { isRefusal } from "../../api/admission/webhooks/awaiting.ts";
import type { ApiServer, Caller } from "../../api/verbs.ts";
import { isPodFinished, type Pod } from "../../kinds/pod.ts";
import type { StatefulSet } from "../../kinds/stateful-set.ts";
import { burst } from "./burst.ts";
import type { Generations, StatefulHistory } from "./history.ts";
import type { StatefulPodControl } from "./pod-control.ts";
import { isRunningAndReady, isTerminating, ordinalOf, podRevision } from "./pods.ts";
import { countPods, isAvailable, sameStatus, statusOf, type Counts } from "./status.ts";

export interface StatefulSetReconcilerOptions {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly caller: Caller;
  readonly control: StatefulPodControl;
  readonly history: StatefulHistory;
}

/** A set and its pods as one step sees them: as they were when it began, whatever it does to them. */
interface Present {
  readonly set: StatefulSet;
  readonly generations: Generations;
  /** By ordinal, lowest first; undefined where the pod has to be made. */
  readonly slots: readonly { readonly ordinal: number; readonly pod: Pod | undefined }[];
  /** Pods that the set has too many, highest ordinal first. */
  readonly condemned: readonly Pod[];
  /** In the order in which the step looks at them. */
  readonly firstUnhealthy: Pod | undefined;
}

/** Whether the next pod may be looked at. */
type Verdict = "go on" | "wait";

/**
 * Brings one StatefulSet a step nearer to its spec, in the order of steps of Kubernetes 1.34. With OrderedReady a pod that
 * does not become ready holds up everything, also the return to a good template, until somebody deletes that pod.
 */
export class StatefulSetReconciler {
  readonly #options: StatefulSetReconcilerOptions;

  constructor(options: StatefulSetReconcilerOptions) {
    this.#options = options;
  }

  /** @throws StatusError when the server refuses a write, after the status is written. */
  reconcile(set: StatefulSet, pods: readonly Pod[]): void {
    const { history } = this.#options;
    const generations = history.sync(set);
    let failure: StatusError | undefined;
    const counts = this.#act(present(set, pods, generations), (error) => (failure = error));
    this.#write(set, counts, generations);
    history.truncate(set, generations, pods);
    if (failure !== undefined) throw failure;
  }

  #write(set: StatefulSet, counts: Counts, { current, update, collisionCount }: Generations): void {
    const names = { current: current.metadata.name, update: update.metadata.name };
    const status = statusOf(set, counts, names, collisionCount);
    if (sameStatus(set.status, status)) return;
    const { api, caller } = this.#options;
    const { namespace, name } = set.metadata;
    api.update("statefulsets.apps", namespace, name, { ...set, status }, { caller, subresource: "status" });
  }

  #act(present: Present, fail: (error: StatusError) => void): Counts {
    const { set, generations, slots, condemned } = present;
    const { current, update } = generations;
    const pods = [...slots.flatMap(({ pod }) => pod ?? []), ...condemned];
    const names = { current: current.metadata.name, update: update.metadata.name };
    const counts = countPods(set, pods, names, this.#options.clock);
    if (set.metadata.deletionTimestamp !== undefined) return counts;
    try {
      const isOrdered = set.spec.podManagementPolicy === "OrderedReady";
      const isThrough =
        forEach(slots, isOrdered, ({ ordinal, pod }) => this.#processSlot(present, ordinal, pod)) === "go on" &&
        forEach(condemned, isOrdered, (pod) => this.#processCondemned(present, pod)) === "go on";
      if (isThrough && set.spec.updateStrategy.type === "RollingUpdate" && this.#replaceOne(present))
        return { ...counts, currentReplicas: counts.currentReplicas - 1 };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      fail(error);
    }
    return counts;
  }

  #processSlot({ set, generations }: Present, ordinal: number, pod: Pod | undefined): Verdict {
    const { control, clock, history } = this.#options;
    if (pod !== undefined && isPodFinished(pod)) {
      if (!isTerminating(pod)) control.delete(set, pod);
      return "wait";
    }
    if (pod === undefined) {
      const of = isOfCurrent(set, ordinal) ? generations.current : generations.update;
      control.create(set, { ordinal, revision: of.metadata.name, template: history.revisions.templateOf(of) });
      return "wait";
    }
    if (pod.status?.phase === "Pending") control.createClaims(set, ordinal);
    control.keepClaims(set, ordinal);
    return isTerminating(pod) || !isAvailable(pod, set, clock) ? "wait" : "go on";
  }

  #processCondemned({ set, firstUnhealthy }: Present, pod: Pod): Verdict {
    if (isTerminating(pod)) return "wait";
    const { control, clock } = this.#options;
    const isOrdered = set.spec.podManagementPolicy === "OrderedReady";
    if (isOrdered && !isAvailable(pod, set, clock) && pod !== firstUnhealthy) return "wait";
    control.condemnClaims(set, ordinalOf(set, pod)!, pod);
    control.delete(set, pod);
    return "wait";
  }

  /** Deletes the highest pod that is not of the new revision, if all above it are available. */
  #replaceOne({ set, slots, generations }: Present): boolean {
    const { control, clock } = this.#options;
    const partition = set.spec.updateStrategy.rollingUpdate?.partition ?? 0;
    for (const { pod } of slots.slice(partition).toReversed()) {
      if (pod === undefined) return false;
      if (podRevision(pod) !== generations.update.metadata.name && !isTerminating(pod)) {
        control.delete(set, pod);
        return true;
      }
      if (isTerminating(pod) || !isAvailable(pod, set, clock)) return false;
    }
    return false;
  }
}

function present(set: StatefulSet, pods: readonly Pod[], generations: Generations): Present {
  const start = set.spec.ordinals?.start ?? 0;
  const end = start + set.spec.replicas;
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod)!, pod]));
  const slots = Array.from({ length: set.spec.replicas }, (_, i) => ({
    ordinal: start + i,
    pod: byOrdinal.get(start + i),
  }));
  const condemned = [...byOrdinal]
    .filter(([ordinal]) => ordinal < start || ordinal >= end)
    .sort(([a], [b]) => b - a)
    .map(([, pod]) => pod);
  const order = [...slots.map(({ pod }) => pod), ...condemned];
  const firstUnhealthy = order.find((pod) => pod === undefined || isTerminating(pod) || !isRunningAndReady(pod));
  return { set, generations, slots, condemned, firstUnhealthy };
}

/** In order up to the first that has to be waited for; where no order is asked for, all of them. */
function forEach<T>(items: readonly T[], isOrdered: boolean, process: (item: T) => Verdict): Verdict {
  if (isOrdered) return items.every((item) => process(item) === "go on") ? "go on" : "wait";
  burst(items, process);
  return "go on";
}

/** Whether a pod that is made again stays at the revision that the set comes from. */
function isOfCurrent({ spec, status }: StatefulSet, ordinal: number): boolean {
  const { type, rollingUpdate } = spec.updateStrategy;
  if (type !== "RollingUpdate") return false;
  return ordinal < (spec.ordinals?.start ?? 0) + (rollingUpdate?.partition ?? status.currentReplicas ?? 0);
}
