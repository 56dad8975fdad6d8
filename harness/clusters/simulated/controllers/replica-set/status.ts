import type { Clock } from "../../../../base/clock.ts";
import type { StatusError } from "../../api/status-error.ts";
import { findCondition, timestamp, type Condition } from "../../kinds/condition.ts";
import { matchesAll } from "../../kinds/labels.ts";
import { isPodReady, readySince, type Pod } from "../../kinds/pod.ts";
import type { ReplicaSet, ReplicaSetStatus } from "../../kinds/replica-set.ts";
import { elapsedSince } from "../../elapsed.ts";

export interface Outcome {
  /** The active pods, as they were before any was created or deleted. */
  readonly pods: readonly Pod[];
  /** Why pods could not be created or deleted. */
  readonly failure: StatusError | undefined;
}

/** Counts of pods, and whether making or removing them fails. A failure keeps the message that it began with. */
export function statusOf(set: ReplicaSet, { pods, failure }: Outcome, clock: Clock): ReplicaSetStatus {
  const { spec, status } = set;
  const labels = spec.template.metadata?.labels ?? {};
  const fullyLabeledReplicas = pods.filter((pod) => matchesAll(labels, pod.metadata.labels)).length;
  const readyReplicas = pods.filter(isPodReady).length;
  const availableReplicas = pods.filter((pod) => untilAvailable(pod, set, clock) === 0).length;
  const conditions = withFailure(status?.conditions ?? [], failure, { set, pods, clock });
  return {
    replicas: pods.length,
    ...(fullyLabeledReplicas === 0 ? {} : { fullyLabeledReplicas }),
    ...(readyReplicas === 0 ? {} : { readyReplicas }),
    ...(availableReplicas === 0 ? {} : { availableReplicas }),
    observedGeneration: set.metadata.generation!,
    ...(conditions.length === 0 ? {} : { conditions }),
  };
}

/** A workload whose ready pods may have to stay so for a while before they count as available. */
export interface ReadyOwner {
  readonly spec: { readonly minReadySeconds?: number };
}

/** Ms until a ready pod counts as available, 0 when it does; undefined while it is not ready. */
export function untilAvailable(pod: Pod, { spec }: ReadyOwner, clock: Clock): number | undefined {
  const since = readySince(pod);
  if (since === undefined) return isPodReady(pod) && !spec.minReadySeconds ? 0 : undefined;
  if (!spec.minReadySeconds) return 0;
  const rest = spec.minReadySeconds * 1000 - elapsedSince(since, pod.metadata.uid!, clock);
  return rest >= 0 ? rest + 1 : 0;
}

export function sameStatus(before: ReplicaSetStatus | undefined, after: ReplicaSetStatus): boolean {
  if (before === undefined) return false;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof ReplicaSetStatus>;
  return [...keys].every((key) => (key === "conditions" ? sameFailure(before, after) : before[key] === after[key]));
}

function sameFailure(before: ReplicaSetStatus, after: ReplicaSetStatus): boolean {
  return findCondition(before.conditions, "ReplicaFailure") === findCondition(after.conditions, "ReplicaFailure");
}

function withFailure(
  conditions: readonly Condition[],
  failure: StatusError | undefined,
  { set, pods, clock }: { set: ReplicaSet; pods: readonly Pod[]; clock: Clock },
): readonly Condition[] {
  const standing = findCondition(conditions, "ReplicaFailure");
  if (failure === undefined) return standing === undefined ? conditions : conditions.filter((c) => c !== standing);
  if (standing !== undefined) return conditions;
  const reason = pods.length < set.spec.replicas ? "FailedCreate" : "FailedDelete";
  const lastTransitionTime = timestamp(clock.wallTime());
  return [
    ...conditions,
    { type: "ReplicaFailure", status: "True", reason, message: failure.message, lastTransitionTime },
  ];
}
