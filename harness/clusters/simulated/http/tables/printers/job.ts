import type { KubernetesObject } from "../../../../kubernetes.ts";
import { age, containerImages, containerNames, formatSelector, humanDuration } from "../cells.ts";
import { columns, nameColumn, wide, type Printer } from "../printer.ts";

export const jobPrinter: Printer = {
  columns: [
    nameColumn,
    ...columns("Status", "Completions", "Duration", "Age"),
    wide("Containers"),
    wide("Images"),
    wide("Selector"),
  ],
  cells: (job, now) => [
    job.metadata.name,
    jobStatus(job),
    completions(job),
    duration(job, now),
    age(job, now),
    containerNames(job["spec"].template.spec),
    containerImages(job["spec"].template.spec),
    formatSelector(job["spec"].selector),
  ],
};

function jobStatus(job: KubernetesObject): string {
  const conditions = (job["status"]?.conditions ?? []) as readonly { readonly type: string; readonly status: string }[];
  const has = (wanted: string) => conditions.some(({ type, status }) => type === wanted && status === "True");
  if (has("Complete")) return "Complete";
  if (has("Failed")) return "Failed";
  if (job.metadata.deletionTimestamp !== undefined) return "Terminating";
  return ["Suspended", "FailureTarget", "SuccessCriteriaMet"].find(has) ?? "Running";
}

function completions({ spec, status = {} }: KubernetesObject): string {
  const succeeded: number = status.succeeded ?? 0;
  if (spec.completions !== undefined) return `${succeeded}/${spec.completions}`;
  return (spec.parallelism ?? 0) > 1 ? `${succeeded}/1 of ${spec.parallelism}` : `${succeeded}/1`;
}

function duration({ status = {} }: KubernetesObject, now: Date): string {
  if (status.startTime === undefined) return "";
  const end = status.completionTime === undefined ? now.getTime() : Date.parse(status.completionTime);
  return humanDuration(end - Date.parse(status.startTime));
}
