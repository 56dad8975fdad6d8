import { createHash } from "node:crypto";
import type { KubernetesObject } from "./kubernetes.ts";

/** The values that a process finds in a ConfigMap or Secret, decoded. */
export function configData(object: KubernetesObject): Readonly<Record<string, string>> {
  const plain: Record<string, string> = { ...object["data"] };
  if (object.kind !== "Secret") return plain;
  return Object.fromEntries(
    Object.entries(plain).map(([key, value]) => [key, Buffer.from(value, "base64").toString("utf8")]),
  );
}

/**
 * One hash over everything that a process reads, to compare what runs with what the API holds. An object that does not
 * exist counts as empty. The demo application computes the same from what is mounted: the first 16 hexadecimal digits of
 * the SHA-256 of `key=value` lines, sorted.
 */
export function configHash(objects: readonly (KubernetesObject | undefined)[]): string {
  const values = Object.assign({}, ...objects.map((object) => (object === undefined ? {} : configData(object))));
  return hashOfValues(values);
}

export function hashOfValues(values: Readonly<Record<string, string>>): string {
  const lines = Object.keys(values)
    .sort()
    .map((key) => `${key}=${values[key]}\n`);
  return createHash("sha256").update(lines.join("")).digest("hex").slice(0, 16);
}
