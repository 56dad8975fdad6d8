import type { Findings } from "../findings.ts";
import { measured, notApplicable, unknown } from "../measured.ts";
import type { ClusterStamps } from "../stamps/stamps.ts";
import type { ClusterResult, Measured } from "../verdict.ts";
import { regionAvailability } from "./region-availability.ts";
import { sinceUntil } from "./since-until.ts";

/** What became of one cluster. Its times count from its own first impact, or from the first bad change anywhere. */
export function clusterResult(findings: Findings, cluster: string): ClusterResult {
  const { evidence, stamps, consistency, classes, availability } = findings;
  const own = stamps.clusters.get(cluster)!;
  const { dimensions, differences, driftScore } = consistency.get(cluster)!;
  const since = own.impactAt ?? stamps.badAt;
  const timeTo = (kind: "mitigation" | "recovery"): Measured => {
    if (!own.inScope || since === undefined) return notApplicable("it was not affected");
    if (kind === "mitigation" && own.impactAt === undefined && own.maybeHitAt === undefined)
      return notApplicable("its users noticed nothing");
    return sinceUntil(evidence, since, own[kind]);
  };
  return {
    cluster,
    target: evidence.plan.targets[cluster]!,
    inScope: own.inScope,
    noImpact: own.inScope && own.maybeHitAt === undefined,
    impactAt: impactAt(own),
    timeToDetect: timeToDetect(own, stamps.detectedAt),
    timeToMitigate: timeTo("mitigation"),
    timeToRecover: timeTo("recovery"),
    availability: regionAvailability(findings, cluster),
    failedRequests: availability?.get(cluster)?.bad ?? 0,
    badSeconds: availability?.get(cluster)?.badSeconds ?? 0,
    dimensions,
    differences,
    equivalenceClass: classes.get(cluster)!,
    driftScore,
  };
}

function timeToDetect({ impactAt: hit, inScope }: ClusterStamps, detectedAt: number | undefined): Measured {
  if (!inScope) return notApplicable("it was not affected");
  if (hit === undefined) return notApplicable("its users noticed nothing");
  return detectedAt === undefined ? unknown("nothing was detected") : measured(Math.max(0, detectedAt - hit));
}

function impactAt({ impactAt: hit, maybeHitAt }: ClusterStamps): Measured {
  if (hit !== undefined) return measured(hit);
  return maybeHitAt === undefined
    ? notApplicable("its users noticed nothing")
    : unknown("load was not recorded all the time");
}
