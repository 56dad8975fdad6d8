import { formatDuration } from "../../base/duration.ts";
import type { Findings } from "../findings.ts";
import { judgeDimensions } from "./dimensions.ts";
import type { Finding, Gate } from "./gate.ts";

/**
 * Nothing is missing or left behind, and the next good release deploys. Faults that the drill could not heal are not
 * the procedure's doing: they make the run invalid instead.
 */
export const clean: Gate = {
  id: "G4",
  title: "nothing is left behind",
  judge: (findings) => [...judgeDimensions(findings, ["D8", "D9"]), ...judgeRedeploy(findings)],
};

function judgeRedeploy({ evidence }: Findings): readonly Finding[] {
  const { redeploy } = evidence.plan.scenario.expect;
  if (redeploy === false) return [];
  return evidence.clusters.map((cluster): Finding => {
    const title = `${cluster} takes the ${redeploy.to} release within ${formatDuration(redeploy.within)}`;
    const started = evidence.all("redeployStarted").findLast((event) => event.cluster === cluster);
    const finished = evidence.all("redeployFinished").findLast((event) => event.cluster === cluster);
    if (finished === undefined) return { cluster, title, outcome: "unknown", detail: "no re-deploy was recorded" };
    if (finished.outcome === "failed") return { cluster, title, outcome: "failed", detail: finished.detail };
    if (finished.outcome === "unknown" || started === undefined)
      return { cluster, title, outcome: "unknown", detail: finished.detail || "its start was not recorded" };
    const took = finished.at - started.at;
    if (took > redeploy.within) return { cluster, title, outcome: "failed", detail: `it took ${formatDuration(took)}` };
    return { cluster, title, outcome: "passed", detail: "" };
  });
}
