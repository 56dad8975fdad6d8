import type { Mutable } from "../decode.ts";

/** JSON merge patch (RFC 7386): objects merge, null deletes, everything else replaces. Unchanged parts are shared. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return patch;
  const merged: Mutable = isMap(target) ? { ...target } : {};
  for (const key in patch) {
    const value = patch[key];
    if (value === null) delete merged[key];
    else if (value !== undefined) merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

export function isMap(value: unknown): value is Mutable {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
