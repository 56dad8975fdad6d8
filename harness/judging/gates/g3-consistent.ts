import type { DimensionId } from "../verdict.ts";
import { judgeDimensions } from "./dimensions.ts";
import type { Findings } from "../findings.ts";
import type { Finding, Gate } from "./gate.ts";

const dimensions: readonly DimensionId[] = ["D1", "D2", "D3", "D4", "D5"];

/** Every cluster is what it should be, and clusters that should be the same are. */
export const consistent: Gate = {
  id: "G3",
  title: "every cluster is in its target state",
  judge: (findings) => [...judgeDimensions(findings, dimensions), ...judgeClasses(findings)],
};

function judgeClasses({ evidence, classes }: Findings): readonly Finding[] {
  const { targets } = evidence.plan;
  const sameTarget = Map.groupBy(evidence.clusters, (cluster) => targets[cluster]);
  return [...sameTarget]
    .filter(([, clusters]) => clusters.length > 1)
    .map(([target, clusters]) => {
      const letters = clusters.map((cluster) => classes.get(cluster)!);
      const known = new Set(letters.filter((letter) => letter !== "?"));
      const outcome = known.size > 1 ? "failed" : letters.includes("?") ? "unknown" : "passed";
      const detail = clusters.map((cluster, index) => `${cluster} ${letters[index]}`).join(", ");
      return {
        title: `${clusters.join(", ")} ended in the same state, that of ${target}`,
        outcome,
        detail: outcome === "passed" ? "" : `states: ${detail}`,
      };
    });
}
