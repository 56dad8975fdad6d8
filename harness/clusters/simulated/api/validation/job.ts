import type { KubernetesObject } from "../../../kubernetes.ts";
import { equal } from "../apply/typed.ts";
import type { Mutable } from "../decode.ts";
import { matches, requirementsOf } from "../selectors.ts";
import type { FieldError } from "../status-error.ts";
import { immutable, notNegative, oneOf, required, wrong } from "./field-errors.ts";
import { validateDomainPrefixedPath } from "./ingress-class.ts";
import { internalFailurePolicy, internalPolicy } from "./internal-job.ts";
import { internalTemplate } from "./internal-pod.ts";
import { validateCompletionMode } from "./job-indexes.ts";
import { validateFailurePolicy, validateSuccessPolicy } from "./job-policies.ts";
import { labelProblems } from "./names.ts";
import { validateLabelSelector } from "./selector.ts";
import { validateTemplateAlone } from "./workload.ts";

const uidLabels = ["controller-uid", "batch.kubernetes.io/controller-uid"];
const nameLabels = ["job-name", "batch.kubernetes.io/job-name"];

/** What is asked of a new job. */
export function validateNewJob(job: KubernetesObject): FieldError[] {
  const { metadata, spec } = job;
  const { completionMode, completions } = spec;
  const last = `${metadata.name}-${completions - 1}`;
  return [
    ...(spec.manualSelector === true ? [] : validateGenerated(job)),
    ...validateJobSpec(spec),
    ...(completionMode === "Indexed" && completions > 0
      ? labelProblems(last).map(() =>
          wrong("metadata.name", metadata.name, `will not able to create pod with invalid DNS label: ${last}`),
        )
      : []),
  ];
}

/** Labels and a selector that the server sets itself may only be as it sets them. */
function validateGenerated({ metadata, spec }: KubernetesObject): FieldError[] {
  const labels: Readonly<Record<string, string>> = spec.template.metadata?.labels ?? {};
  const expected: readonly (readonly [string, string])[] = [
    [uidLabels[0]!, metadata.uid!],
    [nameLabels[0]!, metadata.name],
    [uidLabels[1]!, metadata.uid!],
    [nameLabels[1]!, metadata.name],
  ];
  const requirements = requirementsOf(spec.selector);
  return [
    ...expected.flatMap(([key, value]) => {
      const at = `spec.template.metadata.labels[${key}]`;
      if (labels[key] === undefined) return [required(at, `must be '${value}'`)];
      return labels[key] === value ? [] : [wrong(at, sorted(labels), `must be '${value}'`)];
    }),
    ...(requirements === undefined || matches(requirements, Object.fromEntries(expected))
      ? []
      : [wrong("spec.selector", withSortedLabels(spec.selector), "`selector` not auto-generated")]),
  ];
}

/** Go writes maps in the order of their keys. */
const sorted = (map: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));

const withSortedLabels = (selector: Mutable): Mutable =>
  selector["matchLabels"] === undefined ? selector : { ...selector, matchLabels: sorted(selector["matchLabels"]) };

function validateJobSpec(spec: Mutable): FieldError[] {
  const { selector, template } = spec;
  const labels: Readonly<Record<string, string>> | undefined = template.metadata?.labels;
  const requirements = requirementsOf(selector ?? {});
  const isMatched = selector !== undefined && (requirements === undefined || matches(requirements, labels));
  return [
    ...validateJobParts(spec, "spec"),
    ...(selector === undefined ? [required("spec.selector")] : validateLabelSelector(selector, "spec.selector")),
    ...(isMatched
      ? []
      : [
          wrong(
            "spec.template.metadata.labels",
            labels === undefined ? null : sorted(labels),
            "`selector` does not match template `labels`",
          ),
        ]),
  ];
}

/** What is asked of every job and of every template of jobs. */
export function validateJobParts(spec: Mutable, field: string): FieldError[] {
  const errors = [
    "parallelism",
    "completions",
    "activeDeadlineSeconds",
    "backoffLimit",
    "ttlSecondsAfterFinished",
    "backoffLimitPerIndex",
    "maxFailedIndexes",
  ].flatMap((name) => notNegative(`${field}.${name}`, spec[name]));
  if (spec["maxFailedIndexes"] !== undefined && spec["backoffLimitPerIndex"] === undefined)
    errors.push(required(`${field}.backoffLimitPerIndex`, "when maxFailedIndexes is specified"));
  if (spec["managedBy"] !== undefined)
    errors.push(...validateDomainPrefixedPath(`${field}.managedBy`, spec["managedBy"]));
  errors.push(...validateCompletionMode(spec, field));
  if (spec["podFailurePolicy"] !== undefined) errors.push(...validateFailurePolicy(spec, `${field}.podFailurePolicy`));
  if (spec["successPolicy"] !== undefined && spec["completionMode"] === "Indexed")
    errors.push(...validateSuccessPolicy(spec, `${field}.successPolicy`));
  else if (spec["successPolicy"] !== undefined)
    errors.push(
      wrong(`${field}.successPolicy`, internalPolicy(spec["successPolicy"]), "requires indexed completion mode"),
    );
  return [
    ...errors,
    ...validateReplacement(spec, `${field}.podReplacementPolicy`),
    ...validateTemplateAlone(spec["template"], `${field}.template`),
    ...validateRestarts(spec, `${field}.template.spec.restartPolicy`),
  ];
}

function internalField(name: string, value: Mutable | undefined): unknown {
  if (value === undefined) return null;
  if (name === "selector") return withSortedLabels(value);
  if (name === "podFailurePolicy") return internalFailurePolicy(value);
  return name === "successPolicy" ? internalPolicy(value) : value;
}

function withSortedMetadata({ metadata, ...template }: Mutable): Mutable {
  if (metadata?.labels === undefined) return { ...template, ...(metadata === undefined ? {} : { metadata }) };
  return { ...template, metadata: { ...metadata, labels: sorted(metadata.labels) } };
}

function validateReplacement({ podReplacementPolicy: policy, podFailurePolicy }: Mutable, field: string): FieldError[] {
  if (policy === undefined) return [];
  return oneOf(field, policy, podFailurePolicy === undefined ? ["Failed", "TerminatingOrFailed"] : ["Failed"]);
}

function validateRestarts({ template, podFailurePolicy }: Mutable, field: string): FieldError[] {
  const policy: unknown = template.spec?.restartPolicy;
  if (policy === "Always" || policy === undefined) return [required(field, 'valid values: "OnFailure", "Never"')];
  if (policy !== "OnFailure" && policy !== "Never") return oneOf(field, policy, ["OnFailure", "Never"]);
  return podFailurePolicy !== undefined && policy !== "Never"
    ? [wrong(field, policy, 'only "Never" is supported when podFailurePolicy is specified')]
    : [];
}

/** A job stays as it was made. While it is suspended and was never started its pods may still be sent elsewhere. */
export function validateJobUpdate(job: KubernetesObject, old: KubernetesObject): FieldError[] {
  const { spec } = job;
  const before: Mutable = old["spec"];
  const isHeld = before["suspend"] === true && old["status"]?.startTime === undefined;
  const template = isHeld ? redirected(before["template"], spec.template) : (before["template"] as Mutable);
  const fixed = (name: string) =>
    equal(spec[name], before[name]) ? [] : immutable(`spec.${name}`, internalField(name, spec[name]), {});
  // The server asks a changed job what it asks a new one, and its spec once more.
  return [
    ...validateNewJob(job),
    ...validateJobSpec(spec),
    ...validateCompletionsUpdate(spec, before),
    ...fixed("selector"),
    ...(equal(spec.template, template)
      ? []
      : immutable("spec.template", internalTemplate(withSortedMetadata(spec.template)), {})),
    ...["completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy"].flatMap(fixed),
  ];
}

/** The old template with what decides of a new one where its pods run. */
function redirected(old: Mutable, next: Mutable): Mutable {
  const { nodeSelector, tolerations, schedulingGates, affinity } = next["spec"];
  const others = { ...old["spec"].affinity, nodeAffinity: affinity?.nodeAffinity };
  const spec = { ...old["spec"], nodeSelector, tolerations, schedulingGates, affinity: present(others) };
  const metadata = { ...old["metadata"], labels: next["metadata"]?.labels, annotations: next["metadata"]?.annotations };
  return {
    ...old,
    ...((old["metadata"] ?? next["metadata"]) ? { metadata: compact(metadata) } : {}),
    spec: compact(spec),
  };
}

const compact = (map: Mutable): Mutable =>
  Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));

function present(map: Mutable): Mutable | undefined {
  const rest = compact(map);
  return Object.keys(rest).length === 0 ? undefined : rest;
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
