import type { StateSnapshot } from "../probes/state.ts";
import type { Plan } from "../scenario/plan.ts";
import type { EventOf, TimelineEvent } from "../timeline/events.ts";
import { probeSeries } from "./series/probe-series.ts";
import { extended, type Series } from "./series/series.ts";
import { sliceLength, slicesOf, type Slice } from "./series/slices.ts";
import { usersSeries } from "./series/users.ts";

/** Probes that must be ok for a cluster to have recovered; others that the timeline names must be ok too. */
export const recoveryProbes = ["workload-target", "capacity", "running-digest", "effective-config"] as const;

/** A timeline, sorted by what its events are about. */
export interface Evidence {
  readonly plan: Plan;
  readonly clusters: readonly string[];
  /** All events of a type, in their order. */
  all<Type extends TimelineEvent["type"]>(type: Type): readonly EventOf<Type>[];
  first<Type extends TimelineEvent["type"]>(type: Type): EventOf<Type> | undefined;
  last<Type extends TimelineEvent["type"]>(type: Type): EventOf<Type> | undefined;
  readonly perCluster: ReadonlyMap<string, ClusterEvidence>;
  /** When the drill stopped watching; for a log that ends before that, its last event. Drill ms. */
  readonly end: number;
  /** Whether the drill stopped watching by itself, so that what did not happen until `end` did not happen. */
  readonly watchedToEnd: boolean;
}

export interface ClusterEvidence {
  readonly slices: readonly Slice[];
  readonly users: Series;
  /** By probe; the required ones are there even if nobody sampled them, and none that had nothing to ask. */
  readonly probes: ReadonlyMap<string, Series>;
  readonly golden: StateSnapshot | undefined;
  readonly final: StateSnapshot | undefined;
}

export function gatherEvidence(plan: Plan, events: readonly TimelineEvent[]): Evidence {
  const byType = Map.groupBy(events, ({ type }) => type) as ReadonlyMap<string, readonly TimelineEvent[]>;
  const all = <Type extends TimelineEvent["type"]>(type: Type) => (byType.get(type) ?? []) as readonly EventOf<Type>[];
  const clusters = Object.keys(plan.scenario.clusters);
  const settled = all("settled").at(-1);
  const end = settled?.at ?? events.at(-1)?.at ?? 0;
  const probes = Map.groupBy(all("probe"), ({ cluster }) => cluster);
  const traffic = Map.groupBy(all("traffic"), ({ cluster }) => cluster);
  const stateOf = (cluster: string, wanted: "golden" | "final") =>
    all("stateTaken").findLast((event) => event.cluster === cluster && event.moment === wanted)?.state;
  const { success } = plan.scenario.traffic.slo;
  const gatherCluster = (cluster: string): ClusterEvidence => {
    const slices = slicesOf(traffic.get(cluster) ?? []);
    // The second in which the drill stops watching is never whole, and its answers may come late.
    const users = extended(usersSeries(slices, 1 - success), end, 2 * sliceLength);
    return {
      slices,
      users,
      probes: probesOf(probes.get(cluster) ?? [], plan.sampleInterval, end),
      golden: stateOf(cluster, "golden"),
      final: stateOf(cluster, "final"),
    };
  };
  return {
    plan,
    clusters,
    all,
    first: (type) => all(type)[0],
    last: (type) => all(type).at(-1),
    perCluster: new Map(clusters.map((cluster) => [cluster, gatherCluster(cluster)])),
    end,
    watchedToEnd: settled !== undefined,
  };
}

function probesOf(events: readonly EventOf<"probe">[], interval: number, end: number): ReadonlyMap<string, Series> {
  const byProbe = Map.groupBy(events, ({ probe }) => probe);
  const names = new Set<string>([...recoveryProbes, ...byProbe.keys()]);
  for (const [probe, all] of byProbe) if (all.every(({ value }) => value === "notObserved")) names.delete(probe);
  const seriesOf = (name: string) => extended(probeSeries(byProbe.get(name) ?? [], interval), end, interval);
  return new Map([...names].map((name) => [name, seriesOf(name)]));
}
