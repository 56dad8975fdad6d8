import type { Mutable } from "../decode.ts";
import { compareQuantities } from "../quantity.ts";
import type { FieldError } from "../status-error.ts";
import { wrong } from "./field-errors.ts";

const standard = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/;

export function validateResources({ limits = {}, requests = {} }: Mutable = {}, field: string): FieldError[] {
  return [
    ...Object.keys(limits).flatMap((name) => [
      ...nameErrors(name, `${field}.limits[${name}]`),
      ...amountErrors(limits[name], `${field}.limits[${name}]`),
    ]),
    ...Object.keys(requests).flatMap((name) => [
      ...(limits[name] !== undefined && compareQuantities(requests[name], limits[name]) > 0
        ? [wrong(`${field}.requests`, requests[name], `must be less than or equal to ${name} limit of ${limits[name]}`)]
        : []),
      ...nameErrors(name, `${field}.requests[${name}]`),
      ...amountErrors(requests[name], `${field}.requests[${name}]`),
    ]),
  ];
}

function nameErrors(name: string, field: string): FieldError[] {
  if (standard.test(name) || name.includes("/")) return [];
  return [
    wrong(field, name, "must be a standard resource type or fully qualified"),
    wrong(field, name, "must be a standard resource for containers"),
  ];
}

function amountErrors(amount: string, field: string): FieldError[] {
  return amount.startsWith("-") ? [wrong(field, amount, "must be greater than or equal to 0")] : [];
}
