import type { ObjectMeta } from "../../../kubernetes.ts";

/**
 * The metadata to send back with changes. It leaves out who manages what, which the server goes on from by itself and
 * which costs much to read.
 */
export function renewedMetadata(metadata: ObjectMeta, changes: Partial<ObjectMeta>): ObjectMeta {
  const renewed: Record<string, unknown> = {};
  for (const key in metadata) if (key !== "managedFields") renewed[key] = metadata[key as keyof ObjectMeta];
  return Object.assign(renewed, changes) as unknown as ObjectMeta;
}
