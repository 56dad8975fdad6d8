import type { Mutable } from "../decode.ts";
import type { StructuralSchema } from "./definition.ts";

/** Sets what is absent and has a default, and drops nulls that may not be. Changes the value, which must not be frozen. */
export function setStructuralDefaults(schema: StructuralSchema, value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined) return;
    for (let i = 0; i < value.length; i++) {
      if (isForbiddenNull(value[i], items) && items.default !== undefined) value[i] = structuredClone(items.default);
      setStructuralDefaults(items, value[i]);
    }
    return;
  }
  const object = value as Mutable;
  const { properties = {}, additionalProperties } = schema;
  for (const key in properties) {
    const property = properties[key]!;
    if (property.default === undefined || property.default === null) continue;
    if (object[key] === undefined || isForbiddenNull(object[key], property))
      object[key] = structuredClone(property.default);
  }
  for (const key in object) {
    const inner = Object.hasOwn(properties, key)
      ? properties[key]
      : typeof additionalProperties === "object"
        ? additionalProperties
        : undefined;
    if (inner === undefined) continue;
    if (isForbiddenNull(object[key], inner)) {
      if (inner.default === undefined) delete object[key];
      else object[key] = structuredClone(inner.default);
    }
    setStructuralDefaults(inner, object[key]);
  }
}

function isForbiddenNull(value: unknown, { nullable = false }: StructuralSchema): boolean {
  return value === null && !nullable;
}

/** Whether a schema has a default anywhere. */
export function hasDefaults(schema: StructuralSchema | undefined): boolean {
  if (schema === undefined) return false;
  if (schema.default !== undefined) return true;
  const { properties = {}, additionalProperties, items } = schema;
  return (
    Object.values(properties).some(hasDefaults) ||
    hasDefaults(items) ||
    (typeof additionalProperties === "object" && hasDefaults(additionalProperties))
  );
}
