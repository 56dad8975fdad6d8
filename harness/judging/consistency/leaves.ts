import type { Json } from "../../clusters/kubernetes.ts";

/** One field that holds no further fields, by its path. */
export type Leaves = ReadonlyMap<string, string>;

/**
 * All leaf fields of a document with paths such as `spec.template.spec.containers[app].image`. Elements of lists are called
 * by the key that identifies them where they have one, so that an insertion is one difference and not many.
 */
export function leavesOf(content: Json | undefined): Leaves {
  const leaves = new Map<string, string>();
  collect(content, "", leaves);
  return leaves;
}

function collect(value: Json | undefined, path: string, leaves: Map<string, string>): void {
  if (value === undefined) return;
  if (Array.isArray(value)) {
    if (value.length === 0) leaves.set(path, "[]");
    const names = namesOf(value);
    for (const [index, element] of value.entries()) collect(element as Json, `${path}[${names[index]}]`, leaves);
  } else if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value as Readonly<Record<string, Json | undefined>>);
    if (entries.length === 0) leaves.set(path, "{}");
    for (const [key, inner] of entries) collect(inner, path + partOf(key, path), leaves);
  } else leaves.set(path, typeof value === "string" ? value : JSON.stringify(value));
}

/** Keys that have dots or slashes, such as annotations, are quoted. */
function partOf(key: string, path: string): string {
  if (!/^[\w-]+$/.test(key)) return `["${key}"]`;
  return path === "" ? key : `.${key}`;
}

const identifyingKeys = ["name", "containerPort", "port", "key", "mountPath", "type"] as const;

function namesOf(list: readonly Json[]): readonly string[] {
  for (const key of identifyingKeys) {
    const names = list.map((element) => (element as Readonly<Record<string, Json | undefined>> | null)?.[key]);
    if (
      names.every((name) => typeof name === "string" || typeof name === "number") &&
      new Set(names).size === names.length
    )
      return names.map(String);
  }
  return list.map((_, index) => String(index));
}
