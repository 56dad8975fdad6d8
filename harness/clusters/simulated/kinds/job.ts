import type { KubernetesObject } from "../../kubernetes.ts";
import type { Condition } from "./condition.ts";
import type { LabelSelector } from "./labels.ts";
import type { PodTemplate } from "./pod.ts";

/** As stored: the API server has filled in the defaults. */
export interface Job extends KubernetesObject {
  readonly spec: JobSpec;
  readonly status: JobStatus;
}

export interface JobSpec {
  readonly parallelism: number;
  /** Undefined: any one success ends the job. */
  readonly completions?: number;
  readonly completionMode?: "NonIndexed" | "Indexed";
  readonly backoffLimit: number;
  readonly backoffLimitPerIndex?: number;
  readonly maxFailedIndexes?: number;
  readonly podFailurePolicy?: { readonly rules: readonly PodFailureRule[] };
  readonly successPolicy?: { readonly rules: readonly SuccessRule[] };
  /** Seconds. */
  readonly activeDeadlineSeconds?: number;
  /** Seconds. */
  readonly ttlSecondsAfterFinished?: number;
  readonly suspend?: boolean;
  readonly podReplacementPolicy?: "TerminatingOrFailed" | "Failed";
  readonly selector: LabelSelector;
  readonly template: PodTemplate;
}

/** What a failed pod means to its job, by its exit code or its conditions. */
export interface PodFailureRule {
  readonly action: "Count" | "FailIndex" | "FailJob" | "Ignore";
  readonly onExitCodes?: {
    readonly containerName?: string;
    readonly operator: "In" | "NotIn";
    readonly values: readonly number[];
  };
  readonly onPodConditions?: readonly { readonly type: string; readonly status?: string }[];
}

/** How much of a job has to succeed. */
export interface SuccessRule {
  readonly succeededIndexes?: string;
  readonly succeededCount?: number;
}

/** The first three counts are left out on the wire when they are 0. */
export interface JobStatus {
  readonly active?: number;
  readonly succeeded?: number;
  readonly failed?: number;
  readonly ready?: number;
  readonly terminating?: number;
  readonly startTime?: string;
  readonly completionTime?: string;
  /** Such as `0,2-4`. */
  readonly completedIndexes?: string;
  /** Only of jobs that limit the failures of each index; empty while none has failed. */
  readonly failedIndexes?: string;
  readonly conditions?: readonly Condition[];
  /** Pods that have ended and are not in the counts yet; by uid. */
  readonly uncountedTerminatedPods?: Uncounted;
}

export interface Uncounted {
  readonly succeeded?: readonly string[];
  readonly failed?: readonly string[];
}

/** How a job has ended; undefined while it has not. */
export function endOf({ status }: Job): Condition | undefined {
  return status.conditions?.find(
    (condition) => (condition.type === "Complete" || condition.type === "Failed") && condition.status === "True",
  );
}
