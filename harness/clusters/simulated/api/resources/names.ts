import type { Resource } from "./resource.ts";

/** The name under which a resource is stored, and by which verbs take it unless it is a view of another. */
export function nameOf({ group, plural, storedAs }: Pick<Resource, "group" | "plural" | "storedAs">): string {
  return storedAs ?? (group === "" ? plural : `${plural}.${group}`);
}

/** The name by which verbs take a resource in exactly this version. */
export function verbName(resource: Pick<Resource, "group" | "plural" | "storedAs" | "view">): string {
  return resource.view?.name ?? nameOf(resource);
}

export function apiVersionOf({ group, version }: Pick<Resource, "group" | "version">): string {
  return group === "" ? version : `${group}/${version}`;
}
