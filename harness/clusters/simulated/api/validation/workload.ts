import type { Mutable } from "../decode.ts";
import { matches, requirementsOf, type LabelSelector } from "../selectors.ts";
import type { FieldError } from "../status-error.ts";
import { countOrPercent, each, oneOf, notNegative, prohibited, required, wrong } from "./field-errors.ts";
import { qualifiedNameProblems } from "./names.ts";
import { validateLabels } from "./metadata.ts";
import { validatePodAnnotations } from "./pods/annotations.ts";
import { validatePodSpec } from "./pods/spec.ts";
import { isEmptySelector, validateLabelSelector } from "./selector.ts";

/** The selector of a workload and the template whose pods it has to select. */
export function validateSelector(spec: Mutable, kindInMessage: string): FieldError[] {
  const selector: LabelSelector | undefined = spec["selector"];
  if (selector === undefined) return [required("spec.selector")];
  const errors = validateLabelSelector(selector, "spec.selector");
  if (isEmptySelector(selector))
    errors.push(wrong("spec.selector", {}, `empty selector is invalid for ${kindInMessage}`));
  return errors;
}

/** A template of pods that run for ever. */
export function validateTemplate(
  spec: Mutable,
  checks: { readonly restartPolicies: readonly string[]; readonly kind?: string },
): FieldError[] {
  const template: Mutable = spec["template"];
  const errors = [...selectsTemplate(spec), ...validateTemplateAlone(template)];
  if (template["spec"]?.restartPolicy !== undefined)
    errors.push(...oneOf("spec.template.spec.restartPolicy", template["spec"].restartPolicy, checks.restartPolicies));
  if (template["spec"]?.activeDeadlineSeconds !== undefined)
    errors.push(
      prohibited(
        "spec.template.spec.activeDeadlineSeconds",
        `activeDeadlineSeconds in ${checks.kind ?? "ReplicaSet"} is not Supported`,
      ),
    );
  return errors;
}

/** A template without regard to what selects its pods. */
export function validateTemplateAlone({ metadata = {}, spec = {} }: Mutable, field = "spec.template"): FieldError[] {
  const annotations = Object.keys(metadata.annotations ?? {});
  return [
    ...validateLabels(metadata.labels, `${field}.labels`),
    ...annotations.flatMap((key) => each(`${field}.annotations`, key, qualifiedNameProblems)),
    ...validatePodAnnotations(metadata.annotations, spec, `${field}.annotations`),
    ...validatePodSpec(spec, `${field}.spec`),
    ...((spec.ephemeralContainers ?? []).length > 0
      ? [prohibited(`${field}.spec.ephemeralContainers`, "ephemeral containers not allowed in pod template")]
      : []),
  ];
}

function selectsTemplate({ selector, template }: Mutable): FieldError[] {
  const labels = template.metadata?.labels;
  const requirements = requirementsOf(selector);
  if (requirements !== undefined && isEmptySelector(selector)) return [];
  if (requirements !== undefined && (validateLabelSelector(selector, "").length > 0 || matches(requirements, labels)))
    return [];
  return [wrong("spec.template.metadata.labels", labels ?? null, "`selector` does not match template `labels`")];
}

/** Whether a selector cannot be evaluated; then nothing is said of the template either. */
export function isBroken(selector: LabelSelector | undefined): boolean {
  return selector !== undefined && validateLabelSelector(selector, "").length > 0;
}

export function validateDeploymentSpec(spec: Mutable): FieldError[] {
  const { strategy, minReadySeconds = 0, progressDeadlineSeconds } = spec;
  const errors = [...notNegative("spec.replicas", spec["replicas"]), ...validateSelector(spec, "deployment")];
  if (isBroken(spec["selector"])) errors.push(wrong("spec.selector", spec["selector"], "invalid label selector"));
  else errors.push(...validateTemplate(spec, { restartPolicies: ["Always"] }));
  errors.push(...validateStrategy(strategy));
  for (const name of ["minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds"])
    errors.push(...notNegative(`spec.${name}`, spec[name]));
  if (progressDeadlineSeconds !== undefined && progressDeadlineSeconds <= minReadySeconds)
    errors.push(wrong("spec.progressDeadlineSeconds", progressDeadlineSeconds, "must be greater than minReadySeconds"));
  return errors;
}

export function validateReplicaSetSpec(spec: Mutable): FieldError[] {
  return [
    ...notNegative("spec.replicas", spec["replicas"]),
    ...notNegative("spec.minReadySeconds", spec["minReadySeconds"]),
    ...validateSelector(spec, "deployment"),
    ...(isBroken(spec["selector"])
      ? [wrong("spec.selector", spec["selector"], "invalid label selector")]
      : validateTemplate(spec, { restartPolicies: ["Always"] })),
  ];
}

export function validateDaemonSetSpec(spec: Mutable): FieldError[] {
  const { updateStrategy } = spec;
  const errors = spec["selector"] === undefined ? [] : validateSelector(spec, "daemonset");
  errors.push(...validateTemplate(spec, { restartPolicies: ["Always"], kind: "DaemonSet" }));
  errors.push(...notNegative("spec.minReadySeconds", spec["minReadySeconds"]));
  if (updateStrategy.type !== "RollingUpdate" && updateStrategy.type !== "OnDelete")
    errors.push(...oneOf("spec.updateStrategy", printed(updateStrategy), ["RollingUpdate", "OnDelete"]));
  errors.push(...validateDaemonLimits(updateStrategy));
  return [...errors, ...notNegative("spec.revisionHistoryLimit", spec["revisionHistoryLimit"])];
}

function validateDaemonLimits({ type, rollingUpdate = {} }: Mutable): FieldError[] {
  if (type !== "RollingUpdate") return [];
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const field = "spec.updateStrategy.rollingUpdate";
  const errors = [
    ...countOrPercent(`${field}.maxUnavailable`, maxUnavailable),
    ...countOrPercent(`${field}.maxSurge`, maxSurge),
  ];
  if (isNothing(maxSurge) && isNothing(maxUnavailable))
    errors.push(required(`${field}.maxUnavailable`, "cannot be 0 when maxSurge is 0"));
  if (!isNothing(maxSurge) && !isNothing(maxUnavailable))
    errors.push(wrong(`${field}.maxSurge`, maxSurge, "may not be set when maxUnavailable is non-zero"));
  for (const [name, value] of Object.entries({ maxUnavailable, maxSurge }))
    if (typeof value === "string" && /^\d+%$/.test(value) && Number.parseInt(value, 10) > 100)
      errors.push(wrong(`${field}.${name}`, value, "must not be greater than 100%"));
  return errors;
}

/** A strategy as the server's internal type, whose fields have no names for JSON, prints itself. */
export function printed({ type, rollingUpdate }: Mutable): Mutable {
  if (rollingUpdate === undefined) return { Type: type, RollingUpdate: null };
  const fields = Object.entries(rollingUpdate).map(([name, value]) => [name[0]!.toUpperCase() + name.slice(1), value]);
  return { Type: type, RollingUpdate: Object.fromEntries(fields) };
}

function validateStrategy({ type, rollingUpdate }: Mutable): FieldError[] {
  if (type === "Recreate")
    return rollingUpdate === undefined
      ? []
      : [prohibited("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'")];
  if (type !== "RollingUpdate")
    return oneOf("spec.strategy", printed({ type, rollingUpdate }), ["Recreate", "RollingUpdate"]);
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const field = "spec.strategy.rollingUpdate";
  const errors = [
    ...countOrPercent(`${field}.maxUnavailable`, maxUnavailable),
    ...countOrPercent(`${field}.maxSurge`, maxSurge),
  ];
  if (errors.length === 0 && isNothing(maxUnavailable) && isNothing(maxSurge))
    errors.push(wrong(`${field}.maxUnavailable`, maxUnavailable, "may not be 0 when `maxSurge` is 0"));
  if (typeof maxUnavailable === "string" && Number.parseInt(maxUnavailable, 10) > 100 && maxUnavailable.endsWith("%"))
    errors.push(wrong(`${field}.maxUnavailable`, maxUnavailable, "must not be greater than 100%"));
  return errors;
}

function isNothing(value: unknown): boolean {
  return value === 0 || (typeof value === "string" && /^0+%$/.test(value));
}
