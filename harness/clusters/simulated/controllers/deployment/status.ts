import type { Clock } from "../../../../base/clock.ts";
import { findCondition, type Condition } from "../../kinds/condition.ts";
import type { Deployment, DeploymentStatus } from "../../kinds/deployment.ts";
import type { ReplicaSet } from "../../kinds/replica-set.ts";
import { elapsedSince } from "../../elapsed.ts";
import { progressDeadline, renewed, withFinding, without, type Conditions, type Finding } from "./conditions.ts";
import { sum, type Generations } from "./replica-sets.ts";
import { boundsOf } from "./rolling-update.ts";

/** Counts and availability; progress is judged by `judgeProgress`. */
export function statusOf(deployment: Deployment, { newest, all }: Generations, now: Date): DeploymentStatus {
  const availableReplicas = sum(all, (set) => set.status?.availableReplicas ?? 0);
  const unavailableReplicas = Math.max(0, sum(all, (set) => set.spec.replicas) - availableReplicas);
  const enough = availableReplicas >= deployment.spec.replicas - boundsOf(deployment).maxUnavailable;
  const { collisionCount, conditions = [] } = deployment.status ?? {};
  return withoutZeros({
    observedGeneration: deployment.metadata.generation!,
    replicas: sum(all, (set) => set.status?.replicas ?? 0),
    updatedReplicas: newest?.status?.replicas ?? 0,
    readyReplicas: sum(all, (set) => set.status?.readyReplicas ?? 0),
    availableReplicas,
    unavailableReplicas,
    ...(collisionCount === undefined ? {} : { collisionCount }),
    conditions: withFinding(conditions, enough ? enoughAvailable : tooFewAvailable, now),
  });
}

/**
 * Adds what the counts say of the rollout. Whatever has moved since the last status counts as progress and restarts the
 * deadline; only a rollout that has not ended can exceed it. Exceeding it is a condition and nothing else happens.
 */
export function judgeProgress(
  deployment: Deployment,
  generations: Generations,
  status: DeploymentStatus,
  clock: Clock,
): DeploymentStatus {
  const now = clock.wallTime();
  let conditions: Conditions = status.conditions ?? [];
  const standing = findCondition(deployment.status?.conditions, "Progressing");
  if (progressDeadline(deployment) === undefined) conditions = without(conditions, "Progressing");
  else if (!hasEnded(status, standing)) {
    const subject = subjectOf(deployment, generations.newest);
    if (isComplete(deployment, status)) conditions = withFinding(conditions, succeeded(subject), now);
    else if (hasMoved(deployment.status ?? {}, status)) conditions = renewed(conditions, progressing(subject), now);
    else if (isTimedOut(deployment, standing, clock)) conditions = withFinding(conditions, timedOut(subject), now);
  }
  const failure = replicaFailure(generations);
  conditions = failure === undefined ? without(conditions, "ReplicaFailure") : withFailure(conditions, failure);
  return { ...status, conditions };
}

/** Every desired pod is updated and available, and no other is left. */
export function isComplete({ spec, metadata }: Deployment, status: DeploymentStatus): boolean {
  return (
    (status.updatedReplicas ?? 0) === spec.replicas &&
    (status.replicas ?? 0) === spec.replicas &&
    (status.availableReplicas ?? 0) === spec.replicas &&
    (status.observedGeneration ?? 0) >= metadata.generation!
  );
}

/** Ms until the rollout's deadline passes, below 0 when it has; undefined when there is none to wait for. */
export function restOfDeadline(deployment: Deployment, clock: Clock): number | undefined {
  const deadline = progressDeadline(deployment);
  const standing = findCondition(deployment.status?.conditions, "Progressing");
  if (deadline === undefined || standing === undefined || standing.reason === "ProgressDeadlineExceeded")
    return undefined;
  if (isComplete(deployment, deployment.status)) return undefined;
  return deadline - elapsedSince(standing.lastUpdateTime!, deployment.metadata.uid!, clock);
}

export function sameStatus(before: DeploymentStatus = {}, after: DeploymentStatus): boolean {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof DeploymentStatus>;
  return [...keys].every((key) => before[key] === after[key]);
}

function hasEnded(status: DeploymentStatus, standing: Condition | undefined): boolean {
  return status.replicas === status.updatedReplicas && standing?.reason === "NewReplicaSetAvailable";
}

function hasMoved(before: DeploymentStatus, after: DeploymentStatus): boolean {
  const outdated = ({ replicas = 0, updatedReplicas = 0 }: DeploymentStatus) => replicas - updatedReplicas;
  return (
    (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    outdated(after) < outdated(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

function isTimedOut(deployment: Deployment, standing: Condition | undefined, clock: Clock): boolean {
  if (standing === undefined || standing.reason === "NewReplicaSetAvailable") return false;
  if (standing.reason === "ProgressDeadlineExceeded") return true;
  return elapsedSince(standing.lastUpdateTime!, deployment.metadata.uid!, clock) > progressDeadline(deployment)!;
}

/** That of the newest ReplicaSet if it has one, or else of any. */
function replicaFailure({ newest, all }: Generations): Condition | undefined {
  const failureOf = (set: ReplicaSet) => findCondition(set.status?.conditions, "ReplicaFailure");
  return (newest && failureOf(newest)) ?? all.map(failureOf).find((failure) => failure !== undefined);
}

function withFailure(conditions: Conditions, failure: Condition): Conditions {
  const standing = findCondition(conditions, "ReplicaFailure");
  if (standing?.status === failure.status && standing?.reason === failure.reason) return conditions;
  return [...without(conditions, "ReplicaFailure"), { ...failure, lastUpdateTime: failure.lastTransitionTime! }];
}

function withoutZeros(status: DeploymentStatus): DeploymentStatus {
  return Object.fromEntries(Object.entries(status).filter(([key, value]) => value !== 0 || key === "collisionCount"));
}

const enoughAvailable: Finding = {
  type: "Available",
  status: "True",
  reason: "MinimumReplicasAvailable",
  message: "Deployment has minimum availability.",
};
const tooFewAvailable: Finding = {
  type: "Available",
  status: "False",
  reason: "MinimumReplicasUnavailable",
  message: "Deployment does not have minimum availability.",
};

function subjectOf(deployment: Deployment, newest: ReplicaSet | undefined): string {
  return newest === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${newest.metadata.name}"`;
}

function succeeded(subject: string): Finding {
  const message = `${subject} has successfully progressed.`;
  return { type: "Progressing", status: "True", reason: "NewReplicaSetAvailable", message };
}

function progressing(subject: string): Finding {
  return { type: "Progressing", status: "True", reason: "ReplicaSetUpdated", message: `${subject} is progressing.` };
}

function timedOut(subject: string): Finding {
  const message = `${subject} has timed out progressing.`;
  return { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message };
}
