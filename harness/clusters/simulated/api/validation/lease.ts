import type { KubernetesObject } from "../../../kubernetes.ts";
import type { FieldError } from "../status-error.ts";
import { notNegative, wrong } from "./field-errors.ts";

export function validateLease({ spec = {} }: KubernetesObject): FieldError[] {
  const { leaseDurationSeconds: duration, leaseTransitions } = spec;
  return [
    ...(duration !== undefined && duration <= 0
      ? [wrong("spec.leaseDurationSeconds", duration, "must be greater than 0")]
      : []),
    ...notNegative("spec.leaseTransitions", leaseTransitions),
  ];
}
