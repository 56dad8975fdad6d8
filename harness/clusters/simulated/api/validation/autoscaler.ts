import { compareQuantities } from "../quantity.ts";
import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { pathSegmentProblems } from "./authorization.ts";
import { each, oneOf, prohibited, required, wrong } from "./field-errors.ts";
import { labelProblems } from "./names.ts";

/** In the order in which the server looks at them. */
const sources: Readonly<Record<string, string>> = {
  Object: "object",
  External: "external",
  Pods: "pods",
  Resource: "resource",
  ContainerResource: "containerResource",
};

export function validateAutoscaler(spec: Mutable): FieldError[] {
  const { minReplicas, maxReplicas, scaleTargetRef = {}, metrics = [], behavior = {} } = spec;
  const errors: FieldError[] = [];
  if (minReplicas < 1) errors.push(wrong("spec.minReplicas", minReplicas, "must be greater than or equal to 1"));
  if (maxReplicas < 1) errors.push(wrong("spec.maxReplicas", maxReplicas, "must be greater than 0"));
  if (maxReplicas < minReplicas)
    errors.push(wrong("spec.maxReplicas", maxReplicas, "must be greater than or equal to `minReplicas`"));
  errors.push(...validateReference(scaleTargetRef, "spec.scaleTargetRef"));
  for (const [i, metric] of (metrics as Mutable[]).entries())
    errors.push(...validateMetric(metric, `spec.metrics[${i}]`));
  const toZero = ["Object", "External"];
  if (minReplicas === 0 && !metrics.some(({ type }: Mutable) => toZero.includes(type)))
    errors.push(
      prohibited(
        "spec.metrics",
        "must specify at least one Object or External metric to support scaling to zero replicas",
      ),
    );
  for (const direction of ["scaleUp", "scaleDown"])
    if (behavior[direction] !== undefined)
      errors.push(...validateRules(behavior[direction], `spec.behavior.${direction}`));
  return errors;
}

function validateReference(target: Mutable, field: string, needsGroup = true): FieldError[] {
  const { apiVersion = "" } = target;
  const parts = apiVersion.split("/");
  const problem =
    parts.length > 2
      ? `unexpected GroupVersion string: ${apiVersion}`
      : needsGroup && !isReplicationController(target) && (parts.length === 1 || parts[0] === "")
        ? "apiVersion must specify API group"
        : undefined;
  return [
    ...["kind", "name"].flatMap((part) => validateSegment(target[part] ?? "", `${field}.${part}`)),
    ...(problem === undefined ? [] : [wrong(`${field}.apiVersion`, apiVersion, problem)]),
  ];
}

/** The one kind of the group without a name that can be scaled. */
const isReplicationController = ({ kind, apiVersion }: Mutable) =>
  kind === "ReplicationController" && apiVersion === "v1";

function validateSegment(name: string, field: string, detail = ""): FieldError[] {
  return name === "" ? [required(field, detail)] : each(field, name, pathSegmentProblems);
}

function validateMetric(metric: Mutable, field: string): FieldError[] {
  const { type = "" } = metric;
  const errors: FieldError[] = [];
  const typing = oneOf(`${field}.type`, type, Object.keys(sources).sort());
  if (type === "") errors.push(required(`${field}.type`, "must specify a metric source type"));
  errors.push(...typing);
  const present = Object.values(sources).filter((source) => metric[source] !== undefined);
  const [source] = present;
  if (source !== undefined) errors.push(...validateSource(source, metric[source], `${field}.${source}`));
  const expected = sources[type];
  if (expected !== undefined && metric[expected] === undefined)
    errors.push(required(`${field}.${expected}`, "must populate information for the given metric source"));
  // The server looks at the type twice.
  errors.push(...typing);
  if (present.length > 1)
    for (const other of present.filter((one) => one !== expected))
      errors.push(prohibited(`${field}.${other}`, "must populate the given metric source only"));
  return errors;
}

function validateSource(
  source: string,
  { name, metric, describedObject, container, target = {} }: Mutable,
  field: string,
) {
  const errors: FieldError[] = [];
  const { value, averageValue, averageUtilization } = target;
  if (source === "object") errors.push(...validateReference(describedObject ?? {}, `${field}.describedObject`, false));
  const isResource = source === "resource" || source === "containerResource";
  if (isResource && (name ?? "") === "") errors.push(required(`${field}.name`, "must specify a resource name"));
  if (source === "containerResource" && (container ?? "") === "")
    errors.push(required(`${field}.container`, "must specify a container"));
  else if (source === "containerResource") errors.push(...each(`${field}.container`, container, labelProblems));
  if (!isResource)
    errors.push(...validateSegment(metric?.name ?? "", `${field}.metric.name`, "must specify a metric name"));
  errors.push(...validateTarget(target, `${field}.target`));
  const has = (one: unknown) => one !== undefined;
  if (isResource && !has(averageUtilization) && !has(averageValue))
    errors.push(
      required(`${field}.target.averageUtilization`, "must set either a target raw value or a target utilization"),
    );
  if (isResource && has(averageUtilization) && has(averageValue))
    errors.push(
      prohibited(`${field}.target.averageValue`, "may not set both a target raw value and a target utilization"),
    );
  if (source === "pods" && !has(averageValue))
    errors.push(required(`${field}.target.averageValue`, "must specify a positive target averageValue"));
  if (source === "object" && !has(value) && !has(averageValue))
    errors.push(required(`${field}.target.averageValue`, "must set either a target value or averageValue"));
  if (source === "external" && !has(value) && !has(averageValue))
    errors.push(
      required(`${field}.target.averageValue`, "must set either a target value for metric or a per-pod target"),
    );
  if (source === "external" && has(value) && has(averageValue))
    errors.push(prohibited(`${field}.target.value`, "may not set both a target value for metric and a per-pod target"));
  return errors;
}

function validateTarget({ type = "", value, averageValue, averageUtilization }: Mutable, field: string): FieldError[] {
  const errors: FieldError[] = [];
  if (type === "") errors.push(required(`${field}.type`, "must specify a metric target type"));
  if (!["Utilization", "Value", "AverageValue"].includes(type))
    errors.push(wrong(`${field}.type`, type, "must be either Utilization, Value, or AverageValue"));
  for (const [name, amount] of Object.entries({ value, averageValue }))
    if (amount !== undefined && compareQuantities(amount, "0") <= 0)
      errors.push(wrong(`${field}.${name}`, amount, "must be positive"));
  if (averageUtilization < 1)
    errors.push(wrong(`${field}.averageUtilization`, averageUtilization, "must be greater than 0"));
  return errors;
}

function validateRules({ stabilizationWindowSeconds: wait, selectPolicy, policies = [] }: Mutable, field: string) {
  const errors: FieldError[] = [];
  if (wait < 0)
    errors.push(wrong(`${field}.stabilizationWindowSeconds`, wait, "must be greater than or equal to zero"));
  if (wait > 3600)
    errors.push(wrong(`${field}.stabilizationWindowSeconds`, wait, "must be less than or equal to 3600"));
  if (selectPolicy !== undefined)
    errors.push(...oneOf(`${field}.selectPolicy`, selectPolicy, ["Disabled", "Max", "Min"]));
  if (policies.length === 0) errors.push(required(`${field}.policies`, "must specify at least one Policy"));
  for (const [i, { type, value, periodSeconds }] of (policies as Mutable[]).entries()) {
    const at = `${field}.policies[${i}]`;
    errors.push(...oneOf(`${at}.type`, type, ["Percent", "Pods"]));
    if (value <= 0) errors.push(wrong(`${at}.value`, value, "must be greater than zero"));
    if (periodSeconds <= 0) errors.push(wrong(`${at}.periodSeconds`, periodSeconds, "must be greater than zero"));
    if (periodSeconds > 1800)
      errors.push(wrong(`${at}.periodSeconds`, periodSeconds, "must be less than or equal to 1800"));
  }
  return errors;
}
