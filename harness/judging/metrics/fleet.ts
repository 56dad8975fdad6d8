import type { Evidence } from "../evidence.ts";
import type { Findings } from "../findings.ts";
import { exceeded, largestOf, measured, notApplicable, unknown, valueOf } from "../measured.ts";
import type { Recovery } from "../stamps/recovery.ts";
import type { Stamps } from "../stamps/stamps.ts";
import type { FleetMetrics, Measured } from "../verdict.ts";
import { errorBudgetBurned } from "./error-budget.ts";
import { exposureOf } from "./exposure.ts";
import { procedureQualityOf } from "./procedure-quality.ts";
import { regionAvailability } from "./region-availability.ts";
import { sinceUntil } from "./since-until.ts";

/** The drill as a whole. Times count from the first impact anywhere, or from the first bad change if there was none. */
export function fleetMetrics(findings: Findings): FleetMetrics {
  const { evidence, stamps, rules } = findings;
  const worst = worstRegion(findings);
  const share = valueOf(worst);
  const started = evidence.first("procedureStarted")?.at;
  return {
    timeToDetect: between(stamps.impact?.at, stamps.detectedAt, "nothing was detected"),
    timeToAcknowledge: between(stamps.detectedAt, stamps.startedAt, "the procedure did not act"),
    timeToMitigate: untilLast(findings, "mitigation"),
    timeToRecover: untilLast(findings, "recovery"),
    recoverySkew: recoverySkew(evidence, stamps),
    falseSuccessGap: falseSuccessGap(evidence, stamps),
    ...exposureOf(evidence, stamps),
    timeToRedeploy: timeToRedeploy(evidence, stamps),
    availability: worst,
    blastRadius: share === undefined ? worst : measured(1 - share),
    errorBudgetBurned: errorBudgetBurned(evidence, stamps),
    procedureDuration: between(started, stamps.finishedAt, "its end was not recorded"),
    procedure: procedureQualityOf(
      evidence,
      rules.reduce((sum, { broken }) => sum + broken.length, 0),
    ),
  };
}

/** An instant that comes before the one that is counted from counts as 0: the rule fired ahead of the users. */
function between(from: number | undefined, to: number | undefined, missing: string): Measured {
  if (from === undefined) return unknown("the log does not show what to count from");
  return to === undefined ? unknown(missing) : measured(Math.max(0, to - from));
}

function recoveriesOf({ clusters }: Stamps, kind: "mitigation" | "recovery"): readonly Recovery[] {
  return [...clusters.values()].filter(({ inScope }) => inScope).map((cluster) => cluster[kind]);
}

function untilLast({ evidence, stamps }: Findings, kind: "mitigation" | "recovery"): Measured {
  const { impact } = stamps;
  if (impact === undefined) return unknown("the log shows no bad change");
  return largestOf(recoveriesOf(stamps, kind).map((recovery) => sinceUntil(evidence, impact.at, recovery)));
}

function recoverySkew({ watchedToEnd, end }: Evidence, stamps: Stamps): Measured {
  const recoveries = recoveriesOf(stamps, "recovery");
  if (recoveries.length === 0) return notApplicable("no cluster was affected");
  if (!watchedToEnd) return unknown("the log ends before the drill stopped watching");
  const instants = recoveries.flatMap(({ at }) => at ?? []);
  if (instants.length === 0) return unknown("no cluster recovered");
  const first = Math.min(...instants);
  return instants.length < recoveries.length ? exceeded(end - first) : measured(Math.max(...instants) - first);
}

function falseSuccessGap(evidence: Evidence, stamps: Stamps): Measured {
  const { claimedAt } = stamps;
  if (claimedAt === undefined) return notApplicable("the procedure did not say that it was done");
  return largestOf(recoveriesOf(stamps, "recovery").map((recovery) => sinceUntil(evidence, claimedAt, recovery)));
}

function timeToRedeploy({ plan, clusters, all }: Evidence, { impact }: Stamps): Measured {
  if (plan.scenario.expect.redeploy === false) return notApplicable("the scenario leaves the re-deploy out");
  if (impact === undefined) return unknown("the log shows no bad change");
  return largestOf(
    clusters.map((cluster) => {
      const finished = all("redeployFinished").findLast((event) => event.cluster === cluster);
      if (finished === undefined || finished.outcome === "unknown") return unknown("no re-deploy was recorded");
      const took = finished.at - impact.at;
      return finished.outcome === "ok" ? measured(took) : exceeded(took);
    }),
  );
}

function worstRegion(findings: Findings): Measured {
  const regions = findings.evidence.clusters.map((cluster) => regionAvailability(findings, cluster));
  const shares = regions.map(valueOf);
  const unclear = regions.find(({ state }) => state !== "measured");
  return unclear ?? measured(Math.min(...shares.map((share) => share!)));
}
