import type { LabelSelector } from "../api/selectors.ts";
import type { Node, Taint } from "../kinds/node.ts";
import type { Pod } from "../kinds/pod.ts";
import { selected, type Neighbourhood } from "./neighbours.ts";
import { isWanted } from "./node-affinity.ts";
import { tolerationOf } from "./tolerations.ts";

interface Constraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: "DoNotSchedule" | "ScheduleAnyway";
  readonly labelSelector?: LabelSelector;
  readonly matchLabelKeys?: readonly string[];
  readonly minDomains?: number;
  readonly nodeAffinityPolicy?: "Honor" | "Ignore";
  readonly nodeTaintsPolicy?: "Honor" | "Ignore";
}

/** The constraints that a pod insists on. */
export function spreadOf({ spec }: Pod): readonly Constraint[] {
  const all = (spec["topologySpreadConstraints"] ?? []) as readonly Constraint[];
  return all.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === "DoNotSchedule");
}

const uneven = "node(s) didn't match pod topology spread constraints";

/** Why a node cannot take a pod that is to be spread evenly, in the words of the real scheduler. */
export function spreadObstacle(pod: Pod, node: Node, around: Neighbourhood): string | undefined {
  const constraints = spreadOf(pod);
  for (const constraint of constraints) {
    const domain = node.metadata.labels?.[constraint.topologyKey];
    if (domain === undefined) return `${uneven} (missing required label)`;
    const counts = countsOf(pod, constraint, constraints, around);
    const fewest = counts.size < (constraint.minDomains ?? 1) ? 0 : Math.min(...counts.values());
    const own = isCounted(pod, constraint, pod) ? 1 : 0;
    if ((counts.get(domain) ?? 0) + own - fewest > constraint.maxSkew) return uneven;
  }
  return undefined;
}

/** Pods of the kind that is spread, by domain; over the nodes that count. */
function countsOf(
  pod: Pod,
  constraint: Constraint,
  all: readonly Constraint[],
  { places }: Neighbourhood,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { node, pods } of places) {
    const { labels = {} } = node.metadata;
    if (all.some(({ topologyKey }) => labels[topologyKey] === undefined)) continue;
    if (constraint.nodeAffinityPolicy !== "Ignore" && !isWanted(pod, node)) continue;
    if (constraint.nodeTaintsPolicy === "Honor" && isTainted(pod, node)) continue;
    const domain = labels[constraint.topologyKey]!;
    const here = pods.filter((other) => other.metadata.deletionTimestamp === undefined);
    counts.set(domain, (counts.get(domain) ?? 0) + here.filter((other) => isCounted(other, constraint, pod)).length);
  }
  return counts;
}

function isCounted(other: Pod, { labelSelector, matchLabelKeys = [] }: Constraint, pod: Pod): boolean {
  const { namespace, labels = {} } = other.metadata;
  const wanted = pod.metadata.labels ?? {};
  return (
    namespace === pod.metadata.namespace &&
    selected(labelSelector, labels) &&
    matchLabelKeys.every((key) => wanted[key] === undefined || wanted[key] === labels[key])
  );
}

function isTainted({ spec }: Pod, node: Node): boolean {
  return (node.spec?.taints ?? []).some(
    (taint: Taint) => taint.effect !== "PreferNoSchedule" && tolerationOf(taint, spec.tolerations) === undefined,
  );
}
