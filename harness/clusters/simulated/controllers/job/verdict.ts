import type { Clock } from "../../../../base/clock.ts";
import { findCondition, timestamp, type Condition } from "../../kinds/condition.ts";
import type { Job } from "../../kinds/job.ts";
import type { Pod } from "../../kinds/pod.ts";
import { elapsedSince } from "../kit/elapsed.ts";

/** Why a job is over before it is: first the one condition, then, when nothing of it is left, the final one. */
export interface Verdict {
  readonly target: "FailureTarget" | "SuccessCriteriaMet";
  readonly final: "Failed" | "Complete";
  readonly reason: string;
  readonly message: string;
}

/** Undefined as long as the job has not failed. @param failed pods that have */
export function failureOf(job: Job, failed: number, pods: readonly Pod[], clock: Clock): Verdict | undefined {
  const standing = findCondition(job.status.conditions, "FailureTarget");
  if (standing !== undefined) return failure(standing.reason!, standing.message!);
  if (failed > job.spec.backoffLimit || restartsExceed(job, pods))
    return failure("BackoffLimitExceeded", "Job has reached the specified backoff limit");
  if ((untilDeadline(job, clock) ?? 1) <= 0)
    return failure("DeadlineExceeded", "Job was active longer than specified deadline");
  return undefined;
}

export const success: Verdict = {
  target: "SuccessCriteriaMet",
  final: "Complete",
  reason: "CompletionsReached",
  message: "Reached expected number of succeeded pods",
};

function failure(reason: string, message: string): Verdict {
  return { target: "FailureTarget", final: "Failed", reason, message };
}

/** Ms, drill time; undefined for a job that has no deadline or does not run. */
export function untilDeadline({ spec, status }: Job, clock: Clock): number | undefined {
  if (spec.activeDeadlineSeconds === undefined || status.startTime === undefined || spec.suspend) return undefined;
  return spec.activeDeadlineSeconds * 1000 - elapsedSince(status.startTime, clock);
}

/** Pods that restart their containers themselves use the limit up without failing. */
function restartsExceed({ spec }: Job, pods: readonly Pod[]): boolean {
  if (spec.template.spec.restartPolicy !== "OnFailure") return false;
  let restarts = 0;
  for (const { status } of pods)
    if (status?.phase === "Running" || status?.phase === "Pending")
      for (const { restartCount } of [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])])
        restarts += restartCount;
  return spec.backoffLimit === 0 ? restarts > 0 : restarts >= spec.backoffLimit;
}

export type ConditionText = Pick<Condition, "type" | "status" | "reason" | "message">;

/** Sets a condition; the same list if it stands already. */
export function withCondition(
  conditions: readonly Condition[],
  text: ConditionText,
  clock: Clock,
): readonly Condition[] {
  const standing = findCondition(conditions, text.type);
  if (standing?.status === text.status && standing.reason === text.reason) return conditions;
  const now = timestamp(clock.wallTime());
  const next: Condition = { ...text, lastProbeTime: now, lastTransitionTime: now };
  return standing === undefined ? [...conditions, next] : conditions.map((one) => (one === standing ? next : one));
}
