import type { KubernetesObject } from "../../kubernetes.ts";
import { matches, requirementsOf } from "../api/selectors.ts";
import type { Node } from "../kinds/node.ts";
import type { Pod } from "../kinds/pod.ts";
import { obstacles, type Usage } from "./fit.ts";
import type { Place } from "./neighbours.ts";

/** The node that a pod could have if some of what runs there went, and what would have to go. */
export interface Candidate {
  readonly node: Node;
  readonly victims: readonly Pod[];
}

export interface PreemptionOptions {
  readonly pod: Pod;
  readonly places: readonly Place[];
  readonly budgets: readonly KubernetesObject[];
  /** What a node would have if these pods were on it, and all others where they are. */
  usageOf(node: Node, pods: readonly Pod[]): Usage;
}

export function priorityOf({ spec }: Pod): number {
  return (spec["priority"] as number | undefined) ?? 0;
}

/**
 * Finds whom a pod that fits nowhere may displace: on each node the fewest pods of lower priority, those that no
 * disruption budget protects first; of the nodes the one where the least important go.
 * @returns why nothing is gained, in the words of the real scheduler, where that is so
 */
export function findVictims({ pod, places, budgets, usageOf }: PreemptionOptions): Candidate | string {
  if (pod.spec["preemptionPolicy"] === "Never") return "not eligible due to preemptionPolicy=Never.";
  const reasons = new Map<string, number>();
  const candidates: (Candidate & { readonly broken: number })[] = [];
  for (const { node, pods } of places) {
    const found = victimsOn({ pod, node, pods, budgets, usageOf });
    if (!Array.isArray(found)) candidates.push({ node, ...(found as { victims: readonly Pod[]; broken: number }) });
    else for (const reason of found as string[]) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const [best] = candidates.sort((a, b) => compare(rank(a), rank(b)));
  if (best !== undefined) return best;
  const list = [...reasons].map(([reason, count]) => `${count} ${reason}`).sort();
  return `0/${places.length} nodes are available: ${list.join(", ")}.`;
}

function victimsOn({
  pod,
  node,
  pods,
  budgets,
  usageOf,
}: Omit<PreemptionOptions, "places"> & Place):
  string[] | { readonly victims: readonly Pod[]; readonly broken: number } {
  if (obstacles(pod, node, usageOf(node, [])).length > 0) return ["Preemption is not helpful for scheduling"];
  const lower = pods.filter((other) => priorityOf(other) < priorityOf(pod));
  if (lower.length === 0) return ["No preemption victims found for incoming pod"];
  const kept = pods.filter((other) => !lower.includes(other));
  const left = obstacles(pod, node, usageOf(node, kept));
  if (left.length > 0) return [...left];
  const guarded = new Set(protectedBy(lower, budgets));
  const order = [...lower].sort(
    (a, b) =>
      Number(guarded.has(b)) - Number(guarded.has(a)) ||
      priorityOf(b) - priorityOf(a) ||
      started(a).localeCompare(started(b)),
  );
  const victims: Pod[] = [];
  for (const other of order)
    if (obstacles(pod, node, usageOf(node, [...kept, other])).length === 0) kept.push(other);
    else victims.push(other);
  return { victims, broken: victims.filter((victim) => guarded.has(victim)).length };
}

/** The pods whose going would take a budget below what it allows. */
function protectedBy(pods: readonly Pod[], budgets: readonly KubernetesObject[]): readonly Pod[] {
  const allowed = new Map(budgets.map((budget) => [budget, (budget["status"]?.disruptionsAllowed ?? 0) as number]));
  return pods.filter((pod) => {
    const { namespace, labels } = pod.metadata;
    const own = budgets.filter(({ metadata, spec }) => {
      const requirements = requirementsOf(spec.selector);
      return metadata.namespace === namespace && requirements !== undefined && matches(requirements, labels);
    });
    for (const budget of own) allowed.set(budget, allowed.get(budget)! - 1);
    return own.some((budget) => allowed.get(budget)! < 0);
  });
}

const started = ({ status, metadata }: Pod) =>
  (status as { readonly startTime?: string } | undefined)?.startTime ?? metadata.creationTimestamp ?? "";

/** Fewest broken budgets; then the least important most important victim, the least importance in all, the fewest. */
function rank({ victims, broken }: { readonly victims: readonly Pod[]; readonly broken: number }): readonly number[] {
  const priorities = victims.map(priorityOf);
  return [broken, Math.max(...priorities), priorities.reduce((sum, priority) => sum + priority, 0), victims.length];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((value, index) => value !== b[index]);
  return i < 0 ? 0 : a[i]! - b[i]!;
}
