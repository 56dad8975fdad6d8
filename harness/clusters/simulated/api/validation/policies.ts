import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { countOrPercent, notOverHundred, oneOf, wrong } from "./field-errors.ts";
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
    ...notOverHundred("spec.minAvailable", minAvailable),
    ...countOrPercent("spec.maxUnavailable", maxUnavailable),
    ...notOverHundred("spec.maxUnavailable", maxUnavailable),
    ...validateLabelSelector(selector, "spec.selector"),
    ...(unhealthyPodEvictionPolicy === undefined
      ? []
      : oneOf("spec.unhealthyPodEvictionPolicy", unhealthyPodEvictionPolicy, ["AlwaysAllow", "IfHealthyBudget"])),
  ];
}
