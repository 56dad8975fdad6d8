import { formatDuration } from "../../base/duration.ts";
import type { Findings } from "../findings.ts";
import type { ClusterStamps } from "../stamps/stamps.ts";
import type { Finding, Gate } from "./gate.ts";
import { lateness } from "./lateness.ts";

/** Every cluster that was hit, or got a bad change, recovers before the hard limits, and recovery holds. */
export const recovered: Gate = {
  id: "G1",
  title: "every cluster recovered in time",
  judge(findings) {
    const { stamps, evidence } = findings;
    if (stamps.impact === undefined)
      return [
        { title: "the bad release reached a cluster", outcome: "unknown", detail: "the log shows no bad change" },
      ];
    return evidence.clusters
      .filter((cluster) => stamps.clusters.get(cluster)!.inScope)
      .map((cluster) => judgeCluster(findings, cluster, stamps.clusters.get(cluster)!));
  },
};

function judgeCluster({ evidence, stamps }: Findings, cluster: string, own: ClusterStamps): Finding {
  const { recoveredWithin, settledWithin } = evidence.plan.scenario.expect;
  const { impact, finishedAt = Infinity } = stamps;
  const deadlineFrom = (start: number) => Math.min(start + recoveredWithin, finishedAt + settledWithin);
  const { outcome, detail } = lateness(evidence, own.recovery, {
    surely: deadlineFrom(impact!.at),
    atTheEarliest: deadlineFrom(impact!.earliest),
    since: impact!.at,
  });
  const title = `${cluster} recovered within ${formatDuration(recoveredWithin)} of the first impact and ${formatDuration(settledWithin)} of the procedure's end`;
  return { cluster, title, outcome, detail };
}
