import type { Findings } from "../findings.ts";
import { notJudgedBecause } from "../problems.ts";
import type { GateResult } from "../verdict.ts";
import { recovered } from "./g1-recovered.ts";
import { consistent } from "./g3-consistent.ts";
import { clean } from "./g4-clean.ts";
import { honestClaim } from "./g5-claim.ts";
import { available } from "./g6-availability.ts";
import { nothingForbidden } from "./g7-forbidden.ts";
import { expectedDecision } from "./g8-decision.ts";
import { mergeOutcomes, type Gate } from "./gate.ts";

/** Every gate, in the order of the reports. G2 (data) needs a database, which no driver has. */
export const gates: readonly Gate[] = [
  recovered,
  consistent,
  clean,
  honestClaim,
  available,
  nothingForbidden,
  expectedDecision,
];

/** Holds a run to every gate. A drill that never got to its procedure is held to none: all are unknown. */
export function judgeGates(findings: Findings): readonly GateResult[] {
  const notJudged = notJudgedBecause(findings.evidence);
  return gates.map(({ id, title, judge }) => {
    const found =
      notJudged === undefined ? judge(findings) : [{ title, outcome: "unknown" as const, detail: notJudged }];
    return {
      gate: id,
      title,
      outcome: mergeOutcomes(found.map(({ outcome }) => outcome)),
      assertions: found.map((one) => ({ gate: id, ...one })),
    };
  });
}
