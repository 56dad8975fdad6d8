import type { Evidence } from "../evidence.ts";
import { firstBad, firstUnknown } from "../series/series.ts";
import { sliceLength } from "../series/slices.ts";
import { recoveryOf, type Recovery } from "./recovery.ts";

/** A moment that lies between two instants when samples are missing around it. Drill ms. */
export interface Moment {
  readonly earliest: number;
  readonly at: number;
}

export interface ClusterStamps {
  /** First bad change that this cluster got. */
  readonly badChangeAt: number | undefined;
  /** First second in which its users were hit; undefined if they never were, as far as is known. */
  readonly impactAt: number | undefined;
  /** Since when its users may have been hit: before `impactAt` when load data are missing. */
  readonly maybeHitAt: number | undefined;
  /** It got a bad change, or its users were hit, or may have been. */
  readonly inScope: boolean;
  /** Users are served by the SLO again. */
  readonly mitigation: Recovery;
  /** Users are served and every probe is ok again. */
  readonly recovery: Recovery;
}

/** The instants of a drill, drill ms; undefined for what did not happen. */
export interface Stamps {
  /** First bad change anywhere. */
  readonly badAt: number | undefined;
  /** First impact anywhere; the first bad change when users noticed nothing. */
  readonly impact: Moment | undefined;
  /** Whether users anywhere were hit. */
  readonly anyImpact: boolean;
  readonly detectedAt: number | undefined;
  /** First mutating action of the procedure. */
  readonly startedAt: number | undefined;
  /** When the procedure ended, whatever it said. */
  readonly finishedAt: number | undefined;
  /** When it said that all is done. */
  readonly claimedAt: number | undefined;
  readonly end: number;
  readonly clusters: ReadonlyMap<string, ClusterStamps>;
}

/** Faults that change what a cluster should be, and not only what it meets. */
const changingFaults: ReadonlySet<string> = new Set(["config-drift"]);

export function stampsOf(evidence: Evidence): Stamps {
  const { end, clusters } = evidence;
  const changes = new Map(clusters.map((cluster) => [cluster, badChangeOf(evidence, cluster)]));
  const badAt = earliest([...changes.values()]);
  // A fault may hit users before the release does.
  const brokenAt = earliest([badAt, evidence.first("faultInjected")?.at]);
  const perCluster = new Map(
    clusters.map((cluster) => [
      cluster,
      clusterStamps(evidence, { cluster, badChangeAt: changes.get(cluster), badAt, brokenAt }),
    ]),
  );
  const stamped = [...perCluster.values()];
  const impactAt = earliest(stamped.map((one) => one.impactAt)) ?? badAt;
  const maybeHitAt = earliest(stamped.map((one) => one.maybeHitAt)) ?? impactAt;
  const finished = evidence.last("procedureFinished");
  return {
    badAt,
    impact:
      impactAt === undefined || maybeHitAt === undefined
        ? undefined
        : { at: impactAt, earliest: Math.min(impactAt, maybeHitAt) },
    anyImpact: stamped.some((one) => one.impactAt !== undefined),
    detectedAt: evidence.first("detected")?.at,
    startedAt: startOf(evidence),
    finishedAt: finished?.at,
    claimedAt: finished?.outcome === "ok" ? finished.at : undefined,
    end,
    clusters: perCluster,
  };
}

interface ClusterContext {
  readonly cluster: string;
  readonly badChangeAt: number | undefined;
  readonly badAt: number | undefined;
  readonly brokenAt: number | undefined;
}

function clusterStamps(evidence: Evidence, { cluster, badChangeAt, badAt, brokenAt }: ClusterContext): ClusterStamps {
  const { plan, end } = evidence;
  const { users, probes } = evidence.perCluster.get(cluster)!;
  const broken = { from: brokenAt ?? end, to: end };
  const impactAt = firstBad(users, broken);
  const maybeHitAt = earliest([impactAt, firstUnknown(users, broken)]);
  const watched = { from: maybeHitAt ?? badAt ?? end, to: end };
  const resolution = Math.max(plan.sampleInterval, sliceLength);
  return {
    badChangeAt,
    impactAt,
    maybeHitAt,
    inScope: badChangeAt !== undefined || maybeHitAt !== undefined,
    mitigation: recoveryOf([users], watched, plan.hold, resolution),
    recovery: recoveryOf([users, ...probes.values()], watched, plan.hold, resolution),
  };
}

function badChangeOf(evidence: Evidence, cluster: string): number | undefined {
  const released = evidence.all("clusterRolloutStarted").find((event) => event.cluster === cluster);
  const changed = evidence
    .all("faultInjected")
    .find(({ kind, on }) => changingFaults.has(kind) && on.includes(cluster));
  return earliest([released?.at, changed?.at]);
}

/** The first write of the procedure; where none is known, its first step, and without steps its start. */
function startOf(evidence: Evidence): number | undefined {
  const started = evidence.first("procedureStarted");
  if (started === undefined) return undefined;
  const write = earliest(
    evidence
      .all("apiWrite")
      .filter(({ at }) => at >= started.at)
      .map(({ at }) => at),
  );
  return write ?? evidence.first("procedureStepStarted")?.at ?? started.at;
}

function earliest(instants: readonly (number | undefined)[]): number | undefined {
  const known = instants.filter((instant) => instant !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
