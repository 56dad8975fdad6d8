import { definitionOf, narrow, type Schema } from "./structure.ts";

/** A valid document with every default put in, written as people write it: durations and percentages stay texts. */
export function withDefaults(schema: Schema, value: unknown): unknown {
  const { type, innerType, defaultValue, element, shape, valueType } = definitionOf(schema);
  if (value === undefined && (type === "default" || type === "prefault")) return withDefaults(innerType!, defaultValue);
  const inner = narrow(schema, value);
  if (inner !== undefined) return withDefaults(inner, value);
  if (Array.isArray(value)) return element === undefined ? value : value.map((item) => withDefaults(element, item));
  if (typeof value !== "object" || (value === null && type !== "object")) return value;
  const map = (value ?? {}) as Readonly<Record<string, unknown>>;
  const keys = [...new Set([...Object.keys(shape ?? {}), ...Object.keys(map)])];
  const entries = keys.map((key) => {
    const part = shape !== undefined && Object.hasOwn(shape, key) ? shape[key] : valueType;
    return [key, part === undefined ? map[key] : withDefaults(part, map[key])] as const;
  });
  return Object.fromEntries(entries.filter(([, part]) => part !== undefined));
}
