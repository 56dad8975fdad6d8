import type { Job, PodFailureRule } from "../../kinds/job.ts";
import type { ContainerStatus, Pod } from "../../kinds/pod.ts";
import { parseIndexes } from "./indexes.ts";
import { failureCountOf, hasFailed, indexOf } from "./pods.ts";

interface Match {
  readonly action: PodFailureRule["action"];
  /** Why the job fails, when it is that. */
  readonly message: string;
}

/** What the job's failure policy says of a pod that has failed; undefined where no rule is about it. */
function match({ spec }: Job, pod: Pod): Match | undefined {
  const { namespace, name } = pod.metadata;
  for (const [index, rule] of (spec.podFailurePolicy?.rules ?? []).entries()) {
    const { action, onExitCodes, onPodConditions } = rule;
    const tail = `matching ${action} rule at index ${index}`;
    if (onExitCodes !== undefined) {
      const ended = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
      const container = ended.find((status) => isMeant(status, onExitCodes));
      const exitCode = container?.state?.terminated?.exitCode;
      if (container !== undefined)
        return {
          action,
          message: `Container ${container.name} for pod ${namespace}/${name} failed with exit code ${exitCode} ${tail}`,
        };
    } else {
      const condition = onPodConditions?.find(({ type, status = "True" }) =>
        pod.status?.conditions?.some((one) => one.type === type && one.status === status),
      );
      if (condition !== undefined)
        return { action, message: `Pod ${namespace}/${name} has condition ${condition.type} ${tail}` };
    }
  }
  return undefined;
}

function isMeant(
  { name, state }: ContainerStatus,
  { containerName, operator, values }: NonNullable<PodFailureRule["onExitCodes"]>,
): boolean {
  const exitCode = state?.terminated?.exitCode ?? 0;
  if (exitCode === 0 || (containerName !== undefined && containerName !== name)) return false;
  return values.includes(exitCode) === (operator === "In");
}

/** Whether the failure of this pod is not to count. */
export function isOverlooked(job: Job, pod: Pod): boolean {
  return job.spec.podFailurePolicy !== undefined && match(job, pod)?.action === "Ignore";
}

/** Why a failed pod makes the whole job fail; undefined if none does. */
export function failJobMessage(job: Job, pods: readonly Pod[]): string | undefined {
  if (job.spec.podFailurePolicy === undefined) return undefined;
  for (const pod of pods) {
    const matched = hasFailed(pod, job) ? match(job, pod) : undefined;
    if (matched?.action === "FailJob") return matched.message;
  }
  return undefined;
}

/** Indexes that will not be tried again, of a job that limits the failures of each. */
export function failedIndexes(job: Job, pods: readonly Pod[]): ReadonlySet<number> {
  const { backoffLimitPerIndex } = job.spec;
  const failed = new Set(parseIndexes(job.status.failedIndexes));
  if (backoffLimitPerIndex === undefined) return failed;
  for (const pod of pods) {
    const index = indexOf(pod);
    if (index === undefined || !hasFailed(pod, job)) continue;
    const action = match(job, pod)?.action;
    if (action === "FailIndex" || (action !== "Ignore" && failureCountOf(pod) >= backoffLimitPerIndex))
      failed.add(index);
  }
  return failed;
}

/** What to tell of the first rule of the success policy that these indexes meet; undefined if they meet none. */
export function successMessage({ spec }: Job, succeeded: ReadonlySet<number>): string | undefined {
  for (const [i, { succeededIndexes, succeededCount }] of (spec.successPolicy?.rules ?? []).entries()) {
    const wanted = succeededIndexes === undefined ? undefined : parseIndexes(succeededIndexes);
    const met = wanted === undefined ? succeeded.size : [...wanted].filter((index) => succeeded.has(index)).length;
    if (met >= (succeededCount ?? wanted?.size ?? 0)) return `Matched rules at index ${i}`;
  }
  return undefined;
}
