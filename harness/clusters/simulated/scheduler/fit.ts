import { parseQuantity } from "../api/quantity.ts";
import { claimSamePort } from "../kinds/host-ports.ts";
import type { Node } from "../kinds/node.ts";
import type { Pod } from "../kinds/pod.ts";
import { affinityObstacle, type Neighbourhood } from "./neighbours.ts";
import { isWanted } from "./node-affinity.ts";
import { spreadObstacle } from "./spread.ts";
import { tolerationOf } from "./tolerations.ts";

/** Resources in billionths of their unit, by name. */
export type Amounts = Readonly<Record<string, bigint>>;

/** What the pods of a node use of it. */
export interface Usage {
  readonly pods: number;
  readonly requested: Amounts;
  /** The pods themselves, where they may have ports of the node. */
  readonly present?: readonly Pod[];
  /** All nodes with their pods, where anybody minds who is beside them. */
  readonly around?: Neighbourhood | undefined;
}

/**
 * Why a node cannot take a pod, in the words of the real scheduler; empty when it can. As there, the first of the checks
 * that fails decides, and only the last of them finds several reasons.
 */
export function obstacles(pod: Pod, node: Node, usage: Usage): readonly string[] {
  if (node.spec?.unschedulable === true && tolerationOf(unschedulable, pod.spec.tolerations) === undefined)
    return ["node(s) were unschedulable"];
  if (
    (node.spec?.taints ?? []).some(
      (taint) => taint.effect !== "PreferNoSchedule" && !tolerationOf(taint, pod.spec.tolerations),
    )
  )
    return ["node(s) had untolerated taint(s)"];
  if (!isWanted(pod, node)) return ["node(s) didn't match Pod's node affinity/selector"];
  if (usage.present?.some((other) => claimSamePort(pod, other)))
    return ["node(s) didn't have free ports for the requested pod ports"];
  const short = shortages(pod, node, usage);
  if (short.length > 0 || usage.around === undefined) return short;
  const apart = spreadObstacle(pod, node, usage.around) ?? affinityObstacle(pod, node, usage.around);
  return apart === undefined ? [] : [apart];
}

const unschedulable = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" } as const;

/** What the pod's containers ask for; init containers run one after another and count by the largest. */
export function requestsOf({ spec }: Pod): Amounts {
  const total: Record<string, bigint> = {};
  for (const { resources } of spec.containers)
    for (const [name, amount] of Object.entries(amountsOf(resources?.requests)))
      total[name] = (total[name] ?? 0n) + amount;
  for (const { resources } of spec.initContainers ?? [])
    for (const [name, amount] of Object.entries(amountsOf(resources?.requests)))
      if (amount > (total[name] ?? 0n)) total[name] = amount;
  return total;
}

function shortages(pod: Pod, { status }: Node, usage: Usage): readonly string[] {
  const allocatable = amountsOf(status?.allocatable);
  const reasons: string[] = [];
  if (allocatable["pods"] !== undefined && BigInt(usage.pods + 1) * unit > allocatable["pods"])
    reasons.push("Too many pods");
  for (const [name, amount] of Object.entries(requestsOf(pod)).sort(([a], [b]) => (a < b ? -1 : 1)))
    if (amount > 0n && (usage.requested[name] ?? 0n) + amount > (allocatable[name] ?? 0n))
      reasons.push(`Insufficient ${name}`);
  return reasons;
}

const unit = 1_000_000_000n;

function amountsOf(quantities: Readonly<Record<string, string>> = {}): Amounts {
  const amounts: Record<string, bigint> = {};
  for (const [name, quantity] of Object.entries(quantities)) amounts[name] = parseQuantity(quantity)?.nanos ?? 0n;
  return amounts;
}
