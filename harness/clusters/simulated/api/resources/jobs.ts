import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import { define, orElse } from "./define.ts";
import { hostnameWarnings, podSpecWarnings } from "../validation/pods/warnings.ts";
import { validateCronJobName, validateCronJobSpec } from "../validation/cron-job.ts";
import { validateJobUpdate, validateNewJob } from "../validation/job.ts";
import { own, setTemplateDefaults } from "./workloads.ts";

export const jobs = define({
  group: "batch",
  version: "v1",
  kind: "Job",
  plural: "jobs",
  categories: ["all"],
  subresources: ["status"],
  generation: "spec",
  orphansByDefault: true,
  fieldLabels: { "status.successful": ({ status }: KubernetesObject) => String(status?.succeeded ?? 0) },
  setDefaults: ({ spec, metadata }) => {
    if (Object.isFrozen(spec)) return;
    if (spec["completions"] === undefined && spec["parallelism"] === undefined) {
      spec["completions"] = 1;
      spec["parallelism"] = 1;
    }
    orElse(spec, "parallelism", 1);
    orElse(spec, "backoffLimit", spec["backoffLimitPerIndex"] === undefined ? 6 : 2 ** 31 - 1);
    setFailurePolicyDefaults(spec["podFailurePolicy"]);
    orElse(spec, "completionMode", "NonIndexed");
    orElse(spec, "suspend", false);
    orElse(spec, "podReplacementPolicy", spec["podFailurePolicy"] === undefined ? "TerminatingOrFailed" : "Failed");
    orElse(spec, "manualSelector", false);
    setTemplateDefaults(spec);
    const labels = spec["template"].metadata?.labels;
    if (labels !== undefined && metadata.labels === undefined) metadata.labels = { ...labels };
  },
  validateCreate: validateNewJob,
  warnings: (job, old) => [
    ...(old === undefined ? hostnameWarnings(job) : []),
    ...podSpecWarnings(job["spec"].template.spec, "spec.template.spec"),
  ],
  validateUpdate: validateJobUpdate,
  prepareCreate: ({ metadata, spec }) => {
    if (spec.manualSelector === true) return;
    const labels = {
      "batch.kubernetes.io/controller-uid": metadata.uid,
      "batch.kubernetes.io/job-name": metadata.name,
      "controller-uid": metadata.uid,
      "job-name": metadata.name,
    };
    const given = own(own(spec.template, "metadata"), "labels");
    for (const [key, value] of Object.entries(labels)) orElse(given, key, value);
    const uid = "batch.kubernetes.io/controller-uid";
    spec.selector = { ...spec.selector, matchLabels: { [uid]: metadata.uid, ...spec.selector?.matchLabels } };
  },
  // The template's labels are taken over when a stored job is read, by which time they are complete.
  allocate: (job, old) => {
    if (old === undefined) orElse(job["metadata"], "labels", job["spec"].template.metadata?.labels);
  },
});

function setFailurePolicyDefaults(policy: Mutable | undefined): void {
  if (policy === undefined || Object.isFrozen(policy)) return;
  for (const { onPodConditions = [] } of policy["rules"] ?? [])
    for (const condition of onPodConditions)
      if (!Object.isFrozen(condition) && (condition.status ?? "") === "") condition.status = "True";
}

export const cronJobs = define({
  group: "batch",
  version: "v1",
  kind: "CronJob",
  plural: "cronjobs",
  shortNames: ["cj"],
  categories: ["all"],
  subresources: ["status"],
  generation: "spec",
  validate: ({ spec }) => validateCronJobSpec(spec),
  validateCreate: validateCronJobName,
  warnings: (cronJob, old) => [
    ...(old === undefined ? hostnameWarnings(cronJob) : []),
    ...podSpecWarnings(cronJob["spec"].jobTemplate.spec.template.spec, "spec.jobTemplate.spec.template.spec"),
  ],
  setDefaults: ({ spec }) => {
    if (Object.isFrozen(spec)) return;
    orElse(spec, "concurrencyPolicy", "Allow");
    orElse(spec, "suspend", false);
    orElse(spec, "successfulJobsHistoryLimit", 3);
    orElse(spec, "failedJobsHistoryLimit", 1);
    if (!Object.isFrozen(spec["jobTemplate"])) setTemplateDefaults(own(spec["jobTemplate"], "spec"));
  },
});
