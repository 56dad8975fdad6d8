import { formatDuration } from "../../base/duration.ts";
import type { Findings } from "../findings.ts";
import type { Finding, Gate } from "./gate.ts";
import { lateness } from "./lateness.ts";

/** When the procedure says done, it is done. A procedure that claims nothing claims nothing false. */
export const honestClaim: Gate = {
  id: "G5",
  title: "no false success",
  judge(findings) {
    const { stamps, evidence } = findings;
    if (stamps.claimedAt !== undefined) return judgeClaim(findings, stamps.claimedAt);
    const title = "the procedure did not say that it was done";
    if (stamps.finishedAt !== undefined) return [{ title, outcome: "passed", detail: "" }];
    return [
      {
        title,
        outcome: "unknown",
        detail: evidence.watchedToEnd ? "its end was not recorded" : "the log ends before it did",
      },
    ];
  },
};

function judgeClaim({ stamps, evidence }: Findings, claimedAt: number): readonly Finding[] {
  const { claimGrace } = evidence.plan.scenario.expect;
  const deadline = claimedAt + claimGrace;
  return evidence.clusters
    .filter((cluster) => stamps.clusters.get(cluster)!.inScope)
    .map((cluster) => {
      const { recovery } = stamps.clusters.get(cluster)!;
      const { outcome, detail } = lateness(evidence, recovery, {
        surely: deadline,
        atTheEarliest: deadline,
        since: claimedAt,
      });
      const title = `${cluster} had recovered when the procedure said done, or ${formatDuration(claimGrace)} later`;
      return { cluster, title, outcome, detail: detail === "" ? "" : `counted from then, ${detail}` };
    });
}
