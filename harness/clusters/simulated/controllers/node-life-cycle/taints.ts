import { findCondition, timestamp } from "../../kinds/condition.ts";
import type { Node, Taint } from "../../kinds/node.ts";

const prefix = "node.kubernetes.io/";
const notReady = `${prefix}not-ready`;
const unreachable = `${prefix}unreachable`;

/** Taints that follow from conditions, and the status with which each holds. */
const pressures = [
  ["MemoryPressure", "memory-pressure"],
  ["DiskPressure", "disk-pressure"],
  ["PIDPressure", "pid-pressure"],
  ["NetworkUnavailable", "network-unavailable"],
] as const;

const managed: ReadonlySet<string> = new Set([
  notReady,
  unreachable,
  `${prefix}unschedulable`,
  ...pressures.map(([, key]) => prefix + key),
]);

/** The taint key that says how a node is lost; undefined for one that is ready. */
export function lostAs(node: Node): string | undefined {
  const ready = findCondition(node.status?.conditions, "Ready");
  if (ready?.status === "True") return undefined;
  return ready?.status === "False" ? notReady : unreachable;
}

export interface TaintWishes {
  /** Whether pods are to be driven off a lost node. */
  readonly evict: boolean;
  readonly now: Date;
}

/**
 * The node's taints with those that the control plane manages brought up to date; the same list when nothing changes.
 * What keeps new pods away comes before what drives the present ones off.
 */
export function taintsFor(node: Node, { evict, now }: TaintWishes): readonly Taint[] {
  const present = node.spec?.taints ?? [];
  const lost = lostAs(node);
  const wanted: Pick<Taint, "key" | "effect">[] = pressures
    .filter(([type]) => findCondition(node.status?.conditions, type)?.status === "True")
    .map(([, key]) => ({ key: prefix + key, effect: "NoSchedule" }));
  if (lost !== undefined) wanted.push({ key: lost, effect: "NoSchedule" });
  if (node.spec?.unschedulable) wanted.push({ key: `${prefix}unschedulable`, effect: "NoSchedule" });
  if (lost !== undefined && evict) wanted.push({ key: lost, effect: "NoExecute" });

  const is = (a: Pick<Taint, "key" | "effect">) => (b: Pick<Taint, "key" | "effect">) =>
    a.key === b.key && a.effect === b.effect;
  const kept = present.filter((taint) => !isManaged(taint) || wanted.some(is(taint)));
  const added = wanted
    .filter((taint) => !present.some(is(taint)))
    .map((taint) => ({ ...taint, timeAdded: timestamp(now) }));
  return kept.length === present.length && added.length === 0 ? present : [...kept, ...added];
}

function isManaged({ key, effect }: Taint): boolean {
  return effect === "NoExecute" ? key === notReady || key === unreachable : managed.has(key);
}
