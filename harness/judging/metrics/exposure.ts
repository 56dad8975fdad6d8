import type { Evidence } from "../evidence.ts";
import { measured, notApplicable, unknown } from "../measured.ts";
import { sliceLength } from "../series/slices.ts";
import type { Stamps } from "../stamps/stamps.ts";
import type { Measured } from "../verdict.ts";

export interface Exposure {
  readonly badExposureTime: Measured;
  readonly badExposureRequests: Measured;
  readonly versionSkewWindow: Measured;
}

/**
 * How long and how much the bad release served. A cluster serves what its region's users are answered by. Versions are
 * counted by what answers say of themselves, so a release that changes no version cannot be told from the good one.
 */
export function exposureOf(evidence: Evidence, { badAt, end }: Stamps): Exposure {
  if (badAt === undefined) return everywhere(notApplicable("no bad change reached a cluster"));
  const versions = evidence.last("versionsResolved")?.versions;
  if (versions === undefined) return everywhere(unknown("the versions' names are not known"));
  const { plan, clusters } = evidence;
  const slices = clusters.flatMap((cluster) => evidence.perCluster.get(cluster)!.slices);
  if (slices.some(({ offered, bad }) => offered > bad) && slices.every(({ byVersion }) => isEmpty(byVersion)))
    return everywhere(unknown("no answer names its version"));
  const nameOf = (version: string) => versions[version]?.version;
  const good = new Set(["good", ...Object.values(plan.targets)].map(nameOf));
  const bad = new Set(plan.scenario.rollout.to.map(nameOf).filter((name) => !good.has(name)));
  const overlapEnd = plannedOverlapEnd(evidence) ?? end;
  const skewed = new Set<number>();
  const answeredBy = new Map<number, string>();
  let servingSeconds = 0;
  let requests = 0;
  for (const cluster of clusters)
    for (const { from, to, byVersion } of evidence.perCluster.get(cluster)!.slices) {
      if (from < badAt || to > end) continue;
      const second = Math.floor(from / sliceLength);
      let served = 0;
      for (const name in byVersion) {
        if (bad.has(name)) served += byVersion[name]!;
        if (from >= overlapEnd && (answeredBy.get(second) ?? name) !== name) skewed.add(second);
        answeredBy.set(second, name);
      }
      requests += served;
      if (served > 0) servingSeconds++;
    }
  return {
    badExposureTime: measured((servingSeconds * sliceLength) / clusters.length),
    badExposureRequests: measured(requests),
    versionSkewWindow:
      new Set(Object.values(plan.targets)).size > 1
        ? notApplicable("the clusters are meant to end on different versions")
        : measured(skewed.size * sliceLength),
  };
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}

function everywhere(value: Measured): Exposure {
  return { badExposureTime: value, badExposureRequests: value, versionSkewWindow: value };
}

/** Until when several versions at a time are the plan: while the release is on its way. */
function plannedOverlapEnd(evidence: Evidence): number | undefined {
  return (evidence.last("rolloutStopped") ?? evidence.last("rolloutFinished") ?? evidence.first("procedureStarted"))
    ?.at;
}
