import type { Clock } from "../../../../base/clock.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { StatefulSet, StatefulSetStatus } from "../../kinds/stateful-set.ts";
import { untilAvailable } from "../replica-set/status.ts";
import { isRunningAndReady, isTerminating, podRevision } from "./pods.ts";

/** Names of the revisions that a set comes from and goes to. */
export interface RevisionNames {
  readonly current: string;
  readonly update: string;
}

export interface Counts {
  readonly replicas: number;
  readonly readyReplicas: number;
  readonly availableReplicas: number;
  readonly currentReplicas: number;
  readonly updatedReplicas: number;
}

export function isAvailable(pod: Pod, set: StatefulSet, clock: Clock): boolean {
  return isRunningAndReady(pod) && untilAvailable(pod, set, clock) === 0;
}

export function countPods(
  set: StatefulSet,
  pods: readonly Pod[],
  { current, update }: RevisionNames,
  clock: Clock,
): Counts {
  const staying = pods.filter((pod) => !isTerminating(pod));
  return {
    replicas: pods.length,
    readyReplicas: pods.filter(isRunningAndReady).length,
    availableReplicas: pods.filter((pod) => isAvailable(pod, set, clock)).length,
    currentReplicas: staying.filter((pod) => podRevision(pod) === current).length,
    updatedReplicas: staying.filter((pod) => podRevision(pod) === update).length,
  };
}

/** As it goes over the wire. A rolling update that has reached every pod makes the new revision the current one. */
export function statusOf(
  set: StatefulSet,
  counts: Counts,
  revisions: RevisionNames,
  collisionCount: number,
): StatefulSetStatus {
  const { replicas, readyReplicas, availableReplicas, updatedReplicas } = counts;
  const wanted = set.spec.replicas;
  const isComplete = updatedReplicas === wanted && readyReplicas === wanted && replicas === wanted;
  const isDone = set.spec.updateStrategy.type === "RollingUpdate" && isComplete;
  const currentReplicas = isDone ? updatedReplicas : counts.currentReplicas;
  return {
    observedGeneration: set.metadata.generation!,
    replicas,
    ...(readyReplicas === 0 ? {} : { readyReplicas }),
    ...(currentReplicas === 0 ? {} : { currentReplicas }),
    ...(updatedReplicas === 0 ? {} : { updatedReplicas }),
    availableReplicas,
    currentRevision: isDone ? revisions.update : revisions.current,
    updateRevision: revisions.update,
    collisionCount,
  };
}

export function sameStatus(before: StatefulSetStatus | undefined, after: StatefulSetStatus): boolean {
  if (before === undefined) return false;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof StatefulSetStatus>;
  return [...keys].every((key) => before[key] === after[key]);
}
