import type { StateSnapshot } from "../../probes/state.ts";
import type { DimensionId } from "../verdict.ts";
import type { Target } from "./target.ts";

/** Dimensions that cannot be compared, and why: a part that could not be read is not an empty one. */
export function unreadable(golden: StateSnapshot, final: StateSnapshot, { digest, references }: Target) {
  const unknowns: Partial<Record<DimensionId, string>> = {};
  const need = (dimensions: readonly DimensionId[], part: keyof StateSnapshot) => {
    const missing = golden[part] === undefined ? golden : final[part] === undefined ? final : undefined;
    if (missing === undefined) return;
    const when = missing === golden ? "before the release" : "at the end";
    const why = missing.unreadable.length > 0 ? `: ${missing.unreadable.join("; ")}` : "";
    for (const dimension of dimensions) unknowns[dimension] ??= `${part} could not be read ${when}${why}`;
  };
  need(["D1", "D2", "D5", "D8", "D9"], "objects");
  need(["D2"], "processes");
  need(["D3"], "containers");
  need(["D4"], "capacity");
  need(["D5"], "weight");
  need(["D8"], "terminating");
  need(["D9"], "residue");
  if (references === undefined) unknowns.D1 ??= "the image of the target version is not known";
  if (digest === undefined) unknowns.D3 ??= "the digest of the target version is not known";
  return unknowns;
}
