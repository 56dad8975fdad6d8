import type { Findings } from "../findings.ts";
import type { Assertion, GateId, GateOutcome } from "../verdict.ts";

/** One thing that every run is held to: one file, one entry in `gates.ts`. */
export interface Gate {
  readonly id: GateId;
  /** A sentence that holds when it passes. */
  readonly title: string;
  judge(findings: Findings): readonly Finding[];
}

/** An assertion before it knows its gate. */
export type Finding = Omit<Assertion, "gate">;

/** Failed if any failed, else unknown if any is unknown. No outcome at all proves nothing. */
export function mergeOutcomes(outcomes: readonly GateOutcome[]): GateOutcome {
  if (outcomes.includes("failed")) return "failed";
  return outcomes.length === 0 || outcomes.includes("unknown") ? "unknown" : "passed";
}
