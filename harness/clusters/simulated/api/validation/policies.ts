import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { countOrPercent, required, wrong } from "./field-errors.ts";
import { validateLabelSelector } from "./selector.ts";

export function validateDisruptionBudget(spec: Mutable): FieldError[] {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy } = spec;
  const errors: FieldError[] = [];
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    // Printed as the server's internal Go type.
    const printed = {
      MinAvailable: minAvailable,
      Selector: selector ?? null,
      MaxUnavailable: maxUnavailable,
      UnhealthyPodEvictionPolicy: unhealthyPodEvictionPolicy ?? null,
    };
    errors.push(wrong("spec", printed, "minAvailable and maxUnavailable cannot be both set"));
  }
  return [
    ...errors,
    ...countOrPercent("spec.minAvailable", minAvailable),
    ...countOrPercent("spec.maxUnavailable", maxUnavailable),
    ...validateLabelSelector(selector, "spec.selector"),
  ];
}

export function validateAutoscaler({ minReplicas, maxReplicas, scaleTargetRef: target = {} }: Mutable): FieldError[] {
  const errors: FieldError[] = [];
  if (minReplicas < 1) errors.push(wrong("spec.minReplicas", minReplicas, "must be greater than or equal to 1"));
  if (maxReplicas < 1) errors.push(wrong("spec.maxReplicas", maxReplicas, "must be greater than 0"));
  if (maxReplicas < minReplicas)
    errors.push(wrong("spec.maxReplicas", maxReplicas, "must be greater than or equal to `minReplicas`"));
  for (const part of ["kind", "name"])
    if ((target[part] ?? "") === "") errors.push(required(`spec.scaleTargetRef.${part}`));
  const { apiVersion = "" } = target;
  if (!apiVersion.includes("/"))
    errors.push(wrong("spec.scaleTargetRef.apiVersion", apiVersion, "apiVersion must specify API group"));
  return errors;
}
