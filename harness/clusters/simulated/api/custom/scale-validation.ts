import type { KubernetesObject } from "../../../kubernetes.ts";
import type { ScalePaths } from "../resources/resource.ts";
import type { FieldError } from "../status-error.ts";
import { valueAt } from "./json-path.ts";
import { wrong } from "../validation/field-errors.ts";

const most = 2147483647;

/** The replicas that a kind with a scale has must be counts. */
export function validateScale(
  { spec, status, selector }: ScalePaths,
  object: KubernetesObject,
  subresource: string | undefined,
): FieldError[] {
  return [
    ...(subresource === "status" ? [] : count(object, spec)),
    ...count(object, status),
    ...(selector === undefined ? [] : text(object, selector)),
  ];
}

function count(object: KubernetesObject, path: readonly string[]): FieldError[] {
  const value = valueAt(object, path);
  const field = `.${path.join(".")}`;
  if (value === undefined) return [];
  if (typeof value !== "number")
    return [
      wrong(field, 0, `${field} accessor error: ${String(value)} is of the type ${goType(value)}, expected int64`),
    ];
  if (value < 0) return [wrong(field, value, "should be a non-negative integer")];
  return value > most ? [wrong(field, value, `should be less than or equal to ${most}`)] : [];
}

function text(object: KubernetesObject, path: readonly string[]): FieldError[] {
  const value = valueAt(object, path);
  const field = `.${path.join(".")}`;
  return value === undefined || typeof value === "string"
    ? []
    : [
        wrong(
          field,
          "",
          `${field} accessor error: ${JSON.stringify(value)} is of the type ${goType(value)}, expected string`,
        ),
      ];
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return "[]interface {}";
  if (typeof value === "object") return value === null ? "<nil>" : "map[string]interface {}";
  return typeof value === "number"
    ? Number.isInteger(value)
      ? "int64"
      : "float64"
    : typeof value === "boolean"
      ? "bool"
      : "string";
}
