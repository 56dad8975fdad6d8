import type { Clock } from "../../../../base/clock.ts";
import { findCondition, timestamp, type Condition } from "../../kinds/condition.ts";
import type { Job } from "../../kinds/job.ts";
import type { Pod } from "../../kinds/pod.ts";
import { failJobMessage, successMessage } from "./policies.ts";
import { elapsedSince } from "../../elapsed.ts";

/** Why a job is over before it is: first the one condition, then, when nothing of it is left, the final one. */
export interface Verdict {
  readonly target: "FailureTarget" | "SuccessCriteriaMet";
  readonly final: "Failed" | "Complete";
  readonly reason: string;
  readonly message: string;
}

/** What counts against a job. */
export interface Failures {
  /** Pods. */
  readonly failed: number;
  readonly failedIndexes: ReadonlySet<number>;
  /** Of the indexes. */
  readonly succeeded: number;
}

/** Undefined as long as the job has not failed. */
export function failureOf(job: Job, failures: Failures, pods: readonly Pod[], clock: Clock): Verdict | undefined {
  const { failed, failedIndexes, succeeded } = failures;
  const { maxFailedIndexes, completions } = job.spec;
  const standing = findCondition(job.status.conditions, "FailureTarget");
  if (standing !== undefined) return failure(standing.reason!, standing.message!);
  const policy = failJobMessage(job, pods);
  if (policy !== undefined) return failure("PodFailurePolicy", policy);
  if (failed > job.spec.backoffLimit || restartsExceed(job, pods))
    return failure("BackoffLimitExceeded", "Job has reached the specified backoff limit");
  if ((untilDeadline(job, clock) ?? 1) <= 0)
    return failure("DeadlineExceeded", "Job was active longer than specified deadline");
  if (maxFailedIndexes !== undefined && failedIndexes.size > maxFailedIndexes)
    return failure("MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes");
  if (failedIndexes.size > 0 && failedIndexes.size + succeeded >= completions!)
    return failure("FailedIndexes", "Job has failed indexes");
  return undefined;
}

export const success: Verdict = {
  target: "SuccessCriteriaMet",
  final: "Complete",
  reason: "CompletionsReached",
  message: "Reached expected number of succeeded pods",
};

/** The verdict of a success policy that the indexes meet; also of one that was met before. */
export function policySuccess(job: Job, indexes: ReadonlySet<number>): Verdict | undefined {
  const standing = findCondition(job.status.conditions, success.target);
  if (standing !== undefined) return { ...success, reason: standing.reason!, message: standing.message! };
  const message = successMessage(job, indexes);
  return message === undefined ? undefined : { ...success, reason: "SuccessPolicy", message };
}

function failure(reason: string, message: string): Verdict {
  return { target: "FailureTarget", final: "Failed", reason, message };
}

/** Ms, drill time; undefined for a job that has no deadline or does not run. */
export function untilDeadline({ spec, status, metadata }: Job, clock: Clock): number | undefined {
  if (spec.activeDeadlineSeconds === undefined || status.startTime === undefined || spec.suspend) return undefined;
  return spec.activeDeadlineSeconds * 1000 - elapsedSince(status.startTime, metadata.uid!, clock);
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
