import { compareCluster, type ClusterConsistency } from "./consistency/compare.ts";
import { equivalenceClasses } from "./consistency/classes.ts";
import type { Evidence } from "./evidence.ts";
import { availabilityOf, type Availability } from "./metrics/availability.ts";
import { checkRules, type RuleCheck } from "./metrics/forbidden.ts";
import { problemsOf } from "./problems.ts";
import { stampsOf, type Stamps } from "./stamps/stamps.ts";

/** Everything that gates, metrics and story are made of, computed once. */
export interface Findings {
  readonly evidence: Evidence;
  readonly stamps: Stamps;
  /** From the first impact to the end of the watch; undefined when nothing bad was ever applied. */
  readonly availability: ReadonlyMap<string, Availability> | undefined;
  readonly consistency: ReadonlyMap<string, ClusterConsistency>;
  readonly classes: ReadonlyMap<string, string>;
  readonly rules: readonly RuleCheck[];
  /** Why the drill itself is not to be trusted, one line each. */
  readonly problems: readonly string[];
}

export function findingsOf(evidence: Evidence, events: number): Findings {
  const stamps = stampsOf(evidence);
  const consistency = new Map(evidence.clusters.map((cluster) => [cluster, compareCluster(evidence, cluster)]));
  return {
    evidence,
    stamps,
    availability: availabilityByRegion(evidence, stamps),
    consistency,
    classes: equivalenceClasses(new Map([...consistency].map(([cluster, { fingerprint }]) => [cluster, fingerprint]))),
    rules: checkRules(evidence),
    problems: problemsOf(evidence, events),
  };
}

function availabilityByRegion(evidence: Evidence, { impact, end }: Stamps): Findings["availability"] {
  if (impact === undefined) return undefined;
  const budget = 1 - evidence.plan.scenario.traffic.slo.success;
  const period = { from: impact.at, to: end };
  return new Map(
    [...evidence.perCluster].map(([cluster, { slices }]) => [cluster, availabilityOf(slices, period, budget)]),
  );
}
