import type { ResourceName } from "../../../kubernetes.ts";
import captured from "./descriptions.json" with { type: "json" };

const byResource: Readonly<Record<string, Readonly<Record<string, string>>>> = captured;

/** What the real server says of a column of its tables; empty where it says nothing. */
export function descriptionOf(resource: ResourceName, column: string): string {
  return byResource[resource]?.[column] ?? byResource[""]![column] ?? "";
}
