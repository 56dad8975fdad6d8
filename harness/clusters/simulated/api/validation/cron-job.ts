import { scheduleProblem } from "../../controllers/cron-job/schedule.ts";
import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { notNegative, oneOf, required, wrong } from "./field-errors.ts";
import { validateJobParts } from "./job.ts";

export function validateCronJobSpec(spec: Mutable): FieldError[] {
  const { schedule = "", concurrencyPolicy, timeZone, jobTemplate = {} } = spec;
  const errors = schedule === "" ? [required("spec.schedule")] : validateSchedule(schedule);
  errors.push(...notNegative("spec.startingDeadlineSeconds", spec["startingDeadlineSeconds"]));
  if (timeZone !== undefined) errors.push(...validateTimeZone(timeZone));
  errors.push(...oneOf("spec.concurrencyPolicy", concurrencyPolicy, ["Allow", "Forbid", "Replace"]));
  errors.push(...validateJobParts(jobTemplate.spec ?? {}, "spec.jobTemplate.spec"));
  const { selector, manualSelector } = jobTemplate.spec ?? {};
  if (selector !== undefined)
    errors.push(wrong("spec.jobTemplate.spec.selector", selector, "`selector` will be auto-generated"));
  if (manualSelector === true)
    errors.push(...oneOf("spec.jobTemplate.spec.manualSelector", manualSelector, ["nil", "false"]));
  for (const name of ["successfulJobsHistoryLimit", "failedJobsHistoryLimit"])
    errors.push(...notNegative(`spec.${name}`, spec[name]));
  return errors;
}

/** Longest name of a CronJob: its jobs get eleven characters more. */
const longestCronJob = 52;

export function validateCronJobName({ metadata: { name } }: KubernetesObject): FieldError[] {
  return name.length > longestCronJob
    ? [wrong("metadata.name", name, `must be no more than ${longestCronJob} characters`)]
    : [];
}

function validateSchedule(schedule: string): FieldError[] {
  const problem = scheduleProblem(schedule);
  const wrongWith = (detail: string) => wrong("spec.schedule", schedule, detail);
  return [
    ...(problem === undefined ? [] : [wrongWith(problem)]),
    ...(schedule.includes("TZ") ? [wrongWith("cannot use TZ or CRON_TZ in schedule, use timeZone field instead")] : []),
  ];
}

function validateTimeZone(name: string): FieldError[] {
  const wrongWith = (detail: string) => wrong("spec.timeZone", name, detail);
  if (name === "") return [wrongWith("timeZone must be nil or non-empty string")];
  const isLocal = name.toLowerCase() === "local";
  return [
    ...(isLocal
      ? [wrongWith("timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones")]
      : []),
    ...(name === "Local" || isTimeZone(name) ? [] : [wrongWith(`unknown time zone ${name}`)]),
  ];
}

/** Zones are files: their names begin with capitals, and no other spelling is found. */
function isTimeZone(name: string): boolean {
  if (!name.split("/").every((part) => /^[A-Z][A-Za-z0-9_+-]*$/.test(part))) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
