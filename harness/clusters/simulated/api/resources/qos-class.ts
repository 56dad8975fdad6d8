import type { Mutable } from "../decode.ts";

/** Guaranteed, Burstable or BestEffort: by the requests and limits of all containers. */
export function qosClass(spec: Mutable): string {
  const containers: readonly Mutable[] = [...(spec["initContainers"] ?? []), ...(spec["containers"] ?? [])];
  let some = false;
  let guaranteed = true;
  for (const { resources = {} } of containers) {
    for (const name of ["cpu", "memory"]) {
      const request = resources.requests?.[name];
      const limit = resources.limits?.[name];
      if (request !== undefined || limit !== undefined) some = true;
      if (limit === undefined || (request !== undefined && request !== limit)) guaranteed = false;
    }
  }
  return !some ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
}
