import { findCondition, timestamp, type Condition } from "../../kinds/condition.ts";
import type { Deployment } from "../../kinds/deployment.ts";

export type Conditions = readonly Condition[];

export interface Finding {
  readonly type: "Available" | "Progressing" | "ReplicaFailure";
  readonly status: Condition["status"];
  readonly reason: string;
  readonly message: string;
}

/** Deadlines of this many seconds mean none. */
const noDeadline = 2 ** 31 - 1;

/** Ms, or undefined when the deployment has none. */
export function progressDeadline({ spec }: Deployment): number | undefined {
  const seconds = spec.progressDeadlineSeconds;
  return seconds === undefined || seconds === noDeadline ? undefined : seconds * 1000;
}

/**
 * A finding with the status and reason that stand already changes nothing, not even the message. A changed one moves to
 * the end of the list, and its transition time counts from the last change of status.
 */
export function withFinding(conditions: Conditions, finding: Finding, now: Date): Conditions {
  const standing = findCondition(conditions, finding.type);
  if (standing?.status === finding.status && standing.reason === finding.reason) return conditions;
  return renewed(conditions, finding, now);
}

/** As `withFinding`, but renews the update time also when nothing else changes: how progress is noted. */
export function renewed(conditions: Conditions, finding: Finding, now: Date): Conditions {
  const standing = findCondition(conditions, finding.type);
  const lastUpdateTime = timestamp(now);
  const lastTransitionTime = standing?.status === finding.status ? standing.lastTransitionTime! : lastUpdateTime;
  return [...without(conditions, finding.type), { ...finding, lastUpdateTime, lastTransitionTime }];
}

export function without(conditions: Conditions, type: Finding["type"]): Conditions {
  return findCondition(conditions, type) === undefined ? conditions : conditions.filter((c) => c.type !== type);
}
