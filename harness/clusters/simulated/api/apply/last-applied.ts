import type { KubernetesObject } from "../../../kubernetes.ts";
import type { StructType } from "../../schema/schema.ts";
import type { Mutable } from "../decode.ts";
import { fieldsOf } from "./applied-fields.ts";
import { compare } from "./compare.ts";
import { difference, type FieldSet } from "./field-set.ts";

export const lastAppliedAnnotation = "kubectl.kubernetes.io/last-applied-configuration";

/**
 * What client-side apply set and what still is so. `kubectl apply --server-side` may take these fields without a conflict
 * when it goes on where client-side apply left off. Undefined when nothing says what that was.
 */
export function fieldsOfClientSideApply(type: StructType, live: KubernetesObject): FieldSet {
  const annotation = live.metadata.annotations?.[lastAppliedAnnotation];
  if (annotation === undefined || annotation === "") return undefined;
  const applied = parse(annotation);
  if (applied?.["apiVersion"] !== live.apiVersion) return undefined;
  const { removed, modified, added } = compare(type, applied, live);
  return difference(difference(difference(fieldsOf(type, applied), modified), added), removed);
}

function parse(text: string): Mutable | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The annotation that client-side apply would have left for a configuration. */
export function lastAppliedText(applied: KubernetesObject): string {
  if (applied.metadata?.annotations === undefined) return `${JSON.stringify(withSortedKeys(applied))}\n`;
  const { [lastAppliedAnnotation]: _, ...annotations } = applied.metadata.annotations;
  return `${JSON.stringify(withSortedKeys({ ...applied, metadata: { ...applied.metadata, annotations } }))}\n`;
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, withSortedKeys((value as Mutable)[key])]),
  );
}
