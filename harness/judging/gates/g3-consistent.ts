import type { DimensionId } from "../verdict.ts";
import { judgeDimensions } from "./dimensions.ts";
import type { Findings } from "../findings.ts";
import type { Finding, Gate } from "./gate.ts";

const dimensions: readonly DimensionId[] = ["D1", "D2", "D3", "D4", "D5"];

/** Every cluster is what it should be and stays so, and clusters that should be the same are. */
export const consistent: Gate = {
  id: "G3",
  title: "every cluster is in its target state",
  judge: (findings) => [...judgeDimensions(findings, dimensions), ...judgeClasses(findings), ...judgeRollout(findings)],
};

/** A rollout that only the drill's end has stopped: it would have come to the clusters that it had not come to yet. */
function judgeRollout({ evidence }: Findings): readonly Finding[] {
  const stopped = evidence.last("rolloutStopped");
  if (!evidence.watchedToEnd || stopped?.by !== "drill" || stopped.at < evidence.end) return [];
  const reached = evidence.all("clusterRolloutStarted").map(({ cluster }) => cluster);
  const ahead = evidence.clusters.filter((cluster) => !reached.includes(cluster));
  const detail = `it was still under way when the drill stopped watching${ahead.length === 0 ? "" : `, with ${ahead.join(", ")} ahead of it`}`;
  return [{ title: "the rollout has come to an end", outcome: "failed", detail }];
}

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
