import type { Evidence } from "../evidence.ts";
import { largestOf, measured, notApplicable, unknown } from "../measured.ts";
import type { Stamps } from "../stamps/stamps.ts";
import type { Measured } from "../verdict.ts";
import { availabilityOf } from "./availability.ts";

const thirtyDays = 30 * 24 * 3_600;

/** How much of 30 days' error budget the drill would have cost. Bad requests of the steady state are not its fault. */
export function errorBudgetBurned(evidence: Evidence, { impact, badAt, end }: Stamps): Measured {
  const { traffic } = evidence.plan.scenario;
  const budget = 1 - traffic.slo.success;
  if (budget <= 0) return notApplicable("an SLO of 100% leaves no budget");
  const steadyFrom = evidence.first("baselineProven")?.at;
  if (impact === undefined || steadyFrom === undefined) return unknown("the log shows no bad change");
  const allowed = traffic.ratePerCluster * thirtyDays * budget;
  return largestOf(
    [...evidence.perCluster.values()].map(({ slices }) => {
      const before = availabilityOf(slices, { from: steadyFrom, to: badAt ?? impact.at }, budget);
      const during = availabilityOf(slices, { from: impact.at, to: end }, budget);
      if (during.missing > 0) return unknown("load was not recorded all the time");
      const steadyShare = before.offered === 0 ? 0 : before.bad / before.offered;
      return measured(Math.max(0, during.bad - steadyShare * during.offered) / allowed);
    }),
  );
}
