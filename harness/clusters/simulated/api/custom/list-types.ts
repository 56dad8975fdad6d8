import type { FieldError } from "../status-error.ts";
import { duplicate, wrong } from "../validation/field-errors.ts";
import type { StructuralSchema } from "./definition.ts";
import { isMap } from "./schema-validation.ts";

/** Items that occur twice in lists that are sets, or under the same keys in lists that are maps. */
export function validateListTypes(schema: StructuralSchema, value: unknown, path = ""): FieldError[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    return [
      ...repeated(schema, value, path),
      ...(items === undefined ? [] : value.flatMap((item, i) => validateListTypes(items, item, `${path}[${i}]`))),
    ];
  }
  if (!isMap(value)) return [];
  const { properties = {}, additionalProperties } = schema;
  return Object.entries(value).flatMap(([key, item]) => {
    if (Object.hasOwn(properties, key))
      return validateListTypes(properties[key]!, item, path === "" ? key : `${path}.${key}`);
    return typeof additionalProperties === "object"
      ? validateListTypes(additionalProperties, item, `${path}[${key}]`)
      : [];
  });
}

function repeated(schema: StructuralSchema, list: readonly unknown[], path: string): FieldError[] {
  const kind = schema["x-kubernetes-list-type"];
  if (kind !== "set" && kind !== "map") return [];
  const keys = schema["x-kubernetes-list-map-keys"] ?? [];
  if (kind === "map") {
    const odd = list.findIndex((item) => item !== null && !isMap(item));
    if (odd !== -1) return [wrong(`${path}[${odd}]`, list[odd], "must be an object for an array of list-type map")];
  }
  const seen = new Map<string, number>();
  return list.flatMap((item, i): FieldError[] => {
    const shown =
      kind === "set"
        ? item
        : Object.fromEntries(
            keys
              .filter((key) => isMap(item) && key in item)
              .map((key) => [key, (item as Record<string, unknown>)[key]]),
          );
    const text = JSON.stringify(shown);
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    return times === 2 ? [duplicate(`${path}[${i}]`, shown)] : [];
  });
}
