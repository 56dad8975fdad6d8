import type { Clock } from "../../../../base/clock.ts";
import type { DaemonSet, DaemonSetStatus } from "../../kinds/daemon-set.ts";
import type { Node } from "../../kinds/node.ts";
import { isPodReady, type Pod } from "../../kinds/pod.ts";
import { isOf } from "./daemon-pods.ts";
import { eligibilityOf } from "./eligibility.ts";
import { isAvailable } from "./rolling-update.ts";

export interface Observed {
  readonly nodes: readonly Node[];
  readonly pods: ReadonlyMap<string, readonly Pod[]>;
  readonly hash: string;
  readonly collisionCount: number;
}

/** Counts nodes by the oldest pod that each has. */
export function statusOf(
  set: DaemonSet,
  { nodes, pods, hash, collisionCount }: Observed,
  clock: Clock,
): DaemonSetStatus {
  const count = { desired: 0, current: 0, misscheduled: 0, ready: 0, available: 0, updated: 0 };
  for (const node of nodes) {
    const pod = pods.get(node.metadata.name)?.[0];
    if (!eligibilityOf(set, node).shouldRun) {
      if (pod !== undefined) count.misscheduled++;
      continue;
    }
    count.desired++;
    if (pod === undefined) continue;
    count.current++;
    if (isPodReady(pod)) count.ready++;
    if (isAvailable(pod, set, clock)) count.available++;
    if (isOf(pod, hash)) count.updated++;
  }
  const unavailable = count.desired - count.available;
  return {
    currentNumberScheduled: count.current,
    numberMisscheduled: count.misscheduled,
    desiredNumberScheduled: count.desired,
    numberReady: count.ready,
    observedGeneration: set.metadata.generation!,
    ...(count.updated === 0 ? {} : { updatedNumberScheduled: count.updated }),
    ...(count.available === 0 ? {} : { numberAvailable: count.available }),
    ...(unavailable === 0 ? {} : { numberUnavailable: unavailable }),
    ...(collisionCount === 0 ? {} : { collisionCount }),
  };
}

export function sameStatus(before: DaemonSetStatus | undefined, after: DaemonSetStatus): boolean {
  if (before === undefined) return false;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof DaemonSetStatus>;
  return [...keys].every((key) => before[key] === after[key]);
}
