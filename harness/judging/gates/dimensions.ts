import { dimensionTitles } from "../consistency/dimensions.ts";
import type { Findings } from "../findings.ts";
import type { DimensionId, GateOutcome } from "../verdict.ts";
import type { Finding } from "./gate.ts";

const outcomes = {
  match: "passed",
  allowed: "passed",
  different: "failed",
  unknown: "unknown",
} as const satisfies Record<string, GateOutcome>;

/** One assertion per cluster and dimension. */
export function judgeDimensions(
  { evidence, consistency }: Findings,
  dimensions: readonly DimensionId[],
): readonly Finding[] {
  return evidence.clusters.flatMap((cluster) => {
    const { dimensions: states, differences, unknowns } = consistency.get(cluster)!;
    return dimensions.map((dimension): Finding => {
      const outcome = outcomes[states[dimension]];
      const details = differences
        .filter((difference) => difference.dimension === dimension && difference.allowed === undefined)
        .map(({ path, expected, found }) => `${path} is ${found}, not ${expected}`);
      return {
        cluster,
        title: `${cluster}: ${dimensionTitles[dimension]} as it should be (${dimension})`,
        outcome,
        detail: outcome === "unknown" ? (unknowns[dimension] ?? "") : details.join("; "),
      };
    });
  });
}
