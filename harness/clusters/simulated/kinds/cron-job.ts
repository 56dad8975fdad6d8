import type { KubernetesObject, ObjectMeta } from "../../kubernetes.ts";
import type { ObjectReference } from "./event.ts";
import type { JobSpec } from "./job.ts";

/** As stored: the API server has filled in the defaults. */
export interface CronJob extends KubernetesObject {
  readonly spec: CronJobSpec;
  readonly status: CronJobStatus;
}

export interface CronJobSpec {
  /** Minute, hour, day of the month, month and day of the week. */
  readonly schedule: string;
  /** IANA name; UTC when absent. */
  readonly timeZone?: string;
  /** Seconds. */
  readonly startingDeadlineSeconds?: number;
  readonly concurrencyPolicy: "Allow" | "Forbid" | "Replace";
  readonly suspend?: boolean;
  readonly successfulJobsHistoryLimit?: number;
  readonly failedJobsHistoryLimit?: number;
  readonly jobTemplate: { readonly metadata?: Partial<ObjectMeta>; readonly spec: JobSpec };
}

export interface CronJobStatus {
  readonly active?: readonly ObjectReference[];
  readonly lastScheduleTime?: string;
  readonly lastSuccessfulTime?: string;
}
