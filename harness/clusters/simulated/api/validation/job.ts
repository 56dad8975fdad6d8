import { scheduleProblem } from "../../controllers/cron-job/schedule.ts";
import type { KubernetesObject } from "../../../kubernetes.ts";
import { equal } from "../apply/typed.ts";
import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { each, immutable, notNegative, oneOf, required, wrong } from "./field-errors.ts";
import { internalTemplate } from "./internal-pod.ts";
import { validateTemplateAlone } from "./workload.ts";

export function validateJobSpec(spec: Mutable): FieldError[] {
  const errors = [
    "parallelism",
    "completions",
    "activeDeadlineSeconds",
    "backoffLimit",
    "ttlSecondsAfterFinished",
    "backoffLimitPerIndex",
    "maxFailedIndexes",
  ].flatMap((name) => notNegative(`spec.${name}`, spec[name]));
  errors.push(...validateCompletionMode(spec));
  if (spec["podFailurePolicy"] !== undefined) errors.push(...validateFailurePolicy(spec));
  errors.push(...validateTemplateAlone(spec["template"]));
  const restartPolicy: unknown = spec["template"].spec?.restartPolicy;
  if (restartPolicy === "Always" || restartPolicy === undefined)
    errors.push(required("spec.template.spec.restartPolicy", 'valid values: "OnFailure", "Never"'));
  else if (spec["podFailurePolicy"] !== undefined && restartPolicy !== "Never")
    errors.push(
      wrong(
        "spec.template.spec.restartPolicy",
        restartPolicy,
        'only "Never" is supported when podFailurePolicy is specified',
      ),
    );
  return errors;
}

function validateCompletionMode({
  completionMode = "NonIndexed",
  completions,
  backoffLimitPerIndex,
  maxFailedIndexes,
  successPolicy,
}: Mutable): FieldError[] {
  const errors = oneOf("spec.completionMode", completionMode, ["Indexed", "NonIndexed"]);
  const isIndexed = completionMode === "Indexed";
  if (isIndexed && completions === undefined)
    errors.push(required("spec.completions", "when completion mode is Indexed"));
  if (!isIndexed && backoffLimitPerIndex !== undefined)
    errors.push(wrong("spec.backoffLimitPerIndex", backoffLimitPerIndex, "requires indexed completion mode"));
  if (!isIndexed && maxFailedIndexes !== undefined)
    errors.push(wrong("spec.maxFailedIndexes", maxFailedIndexes, "requires indexed completion mode"));
  if (isIndexed && maxFailedIndexes !== undefined && backoffLimitPerIndex === undefined)
    errors.push(required("spec.backoffLimitPerIndex", "when maxFailedIndexes is specified"));
  if (!isIndexed && successPolicy !== undefined)
    errors.push(wrong("spec.successPolicy", successPolicy, "requires indexed completion mode"));
  return errors;
}

function validateFailurePolicy({ podFailurePolicy, template, backoffLimitPerIndex }: Mutable): FieldError[] {
  const containers = [...(template.spec?.containers ?? []), ...(template.spec?.initContainers ?? [])];
  const names = containers.map(({ name }: Mutable) => name as unknown);
  return ((podFailurePolicy.rules ?? []) as Mutable[]).flatMap((rule, i) => {
    const field = `spec.podFailurePolicy.rules[${i}]`;
    const { action, onExitCodes, onPodConditions = [] } = rule;
    const errors = oneOf(`${field}.action`, action, ["Count", "FailIndex", "FailJob", "Ignore"]);
    if (action === "FailIndex" && backoffLimitPerIndex === undefined)
      errors.push(wrong(`${field}.action`, action, "requires the backoffLimitPerIndex to be set"));
    if (onExitCodes !== undefined) {
      const { operator, containerName, values = [] } = onExitCodes;
      const at = `${field}.onExitCodes`;
      errors.push(...oneOf(`${at}.operator`, operator, ["In", "NotIn"]));
      if (containerName !== undefined && !names.includes(containerName))
        errors.push(
          wrong(
            `${at}.containerName`,
            containerName,
            "must be one of the container or initContainer names in the pod template",
          ),
        );
      if (values.length === 0) errors.push(wrong(`${at}.values`, values, "at least one value is required"));
      for (const [j, value] of values.entries())
        if (value === 0 && operator === "In")
          errors.push(wrong(`${at}.values[${j}]`, value, "must not be 0 for the In operator"));
    }
    if (onExitCodes !== undefined && onPodConditions.length > 0)
      errors.push(wrong(field, rule, "specifying both OnExitCodes and OnPodConditions is not supported"));
    if (onExitCodes === undefined && onPodConditions.length === 0)
      errors.push(wrong(field, rule, "specifying one of OnExitCodes and OnPodConditions is required"));
    return errors;
  });
}

/** While a job is suspended its template's scheduling may still change; that much is not modelled. */
export function validateJobUpdate(spec: Mutable, old: Mutable): FieldError[] {
  const names = ["selector", "template", "completionMode", "podFailurePolicy", "backoffLimitPerIndex", "successPolicy"];
  const errors = names.flatMap((name) => {
    const value: unknown = spec[name];
    if (equal(value, old[name])) return [];
    return immutable(`spec.${name}`, name === "template" ? internalTemplate(value as Mutable) : value, old[name]);
  });
  return [...validateCompletionsUpdate(spec, old), ...errors];
}

/** A job with indexes may grow or shrink, if as many of its pods run at once as it has indexes. */
function validateCompletionsUpdate(spec: Mutable, old: Mutable): FieldError[] {
  const { completions, parallelism } = spec;
  if (equal(completions, old["completions"])) return [];
  if (spec["completionMode"] !== "Indexed") return immutable("spec.completions", completions, old["completions"]);
  return completions === parallelism
    ? []
    : [wrong("spec.completions", completions, "can only be modified in tandem with spec.parallelism")];
}

export function validateCronJobSpec(spec: Mutable): FieldError[] {
  const { schedule = "", concurrencyPolicy, timeZone, jobTemplate = {} } = spec;
  const errors: FieldError[] = [];
  if (schedule === "") errors.push(required("spec.schedule"));
  else {
    const problem = schedule.includes("TZ")
      ? "cannot use TZ or CRON_TZ in schedule, use timeZone field instead"
      : scheduleProblem(schedule);
    if (problem !== undefined) errors.push(wrong("spec.schedule", schedule, problem));
  }
  errors.push(...notNegative("spec.startingDeadlineSeconds", spec["startingDeadlineSeconds"]));
  if (timeZone !== undefined) errors.push(...each("spec.timeZone", timeZone, timeZoneProblems));
  errors.push(...oneOf("spec.concurrencyPolicy", concurrencyPolicy, ["Allow", "Forbid", "Replace"]));
  const inside = validateJobSpec(jobTemplate.spec ?? {});
  errors.push(...inside.map((error) => ({ ...error, field: error.field.replace(/^spec/, "spec.jobTemplate.spec") })));
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

function timeZoneProblems(name: string): string[] {
  if (name === "") return ["timeZone must be nil or non-empty string"];
  if (name.toLowerCase() === "local")
    return ["timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones"];
  return isTimeZone(name) ? [] : [`unknown time zone ${name}`];
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
