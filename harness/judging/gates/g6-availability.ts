import type { Findings } from "../findings.ts";
import type { Availability } from "../metrics/availability.ts";
import { percent } from "../percent.ts";
import type { Finding, Gate } from "./gate.ts";

/** Users of every region are served well enough, from the first impact to the end. */
export const available: Gate = {
  id: "G6",
  title: "availability stayed above the floor in every region",
  judge({ evidence, availability }) {
    const floor = evidence.plan.scenario.expect.availability;
    return evidence.clusters.map((cluster) => judgeRegion(evidence, cluster, availability?.get(cluster), floor));
  },
};

function judgeRegion(
  evidence: Findings["evidence"],
  cluster: string,
  found: Availability | undefined,
  floor: number,
): Finding {
  const title = `at least ${percent(floor)} of the requests of ${cluster} were good`;
  const open = (detail: string): Finding => ({ cluster, title, outcome: "unknown", detail });
  if (found === undefined) return open("the log shows no bad change to count from");
  if (!evidence.watchedToEnd) return open("the log ends before the drill stopped watching");
  const { offered, bad, missing } = found;
  const unseen = (missing / 1_000) * evidence.plan.scenario.traffic.ratePerCluster;
  // Even if all that was not seen was good.
  const best = offered + unseen === 0 ? undefined : 1 - bad / (offered + unseen);
  if (best === undefined) return open("no requests were recorded");
  if (best < floor) return { cluster, title, outcome: "failed", detail: `only ${percent(1 - bad / offered)} were` };
  if (missing > 0) return open(`${Math.round(missing / 1_000)}s of load were not recorded`);
  return { cluster, title, outcome: "passed", detail: "" };
}
