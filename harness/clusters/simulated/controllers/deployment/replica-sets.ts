import type { Deployment } from "../../kinds/deployment.ts";
import type { ReplicaSet } from "../../kinds/replica-set.ts";

/** The ReplicaSets of a deployment, sorted out. */
export interface Generations {
  /** That of the deployment's present template, if there is one yet. */
  readonly newest: ReplicaSet | undefined;
  /** All others, oldest first. */
  readonly old: readonly ReplicaSet[];
  /** All, oldest first among the old ones and the newest last. */
  readonly all: readonly ReplicaSet[];
}

/** @param isCurrent whether a ReplicaSet has the deployment's template; the oldest such one is the newest generation. */
export function sortOut(sets: readonly ReplicaSet[], isCurrent: (set: ReplicaSet) => boolean): Generations {
  const sorted = [...sets].sort(byAge);
  const newest = sorted.find(isCurrent);
  return generations(
    newest,
    sorted.filter((set) => set !== newest),
  );
}

export function generations(newest: ReplicaSet | undefined, old: readonly ReplicaSet[]): Generations {
  return { newest, old, all: newest === undefined ? old : [...old, newest] };
}

/** Oldest first; creation times have whole seconds, so names break ties. */
export function byAge(a: ReplicaSet, b: ReplicaSet): number {
  return (
    compare(a.metadata.creationTimestamp ?? "", b.metadata.creationTimestamp ?? "") ||
    compare(a.metadata.name, b.metadata.name)
  );
}

/** Largest first, the older one of two. */
export function bySizeOlder(a: ReplicaSet, b: ReplicaSet): number {
  return b.spec.replicas - a.spec.replicas || byAge(a, b);
}

/** Largest first, the newer one of two. */
export function bySizeNewer(a: ReplicaSet, b: ReplicaSet): number {
  return b.spec.replicas - a.spec.replicas || byAge(b, a);
}

export function isActive(set: ReplicaSet): boolean {
  return set.spec.replicas > 0;
}

export function sum(sets: readonly ReplicaSet[], count: (set: ReplicaSet) => number): number {
  let total = 0;
  for (const set of sets) total += count(set);
  return total;
}

/** All of the desired pods are the newest ReplicaSet's and available. */
export function isSaturated(
  { spec }: Deployment,
  newest: ReplicaSet | undefined,
  desiredThen: number | undefined,
): boolean {
  return (
    newest !== undefined &&
    newest.spec.replicas === spec.replicas &&
    desiredThen === spec.replicas &&
    (newest.status?.availableReplicas ?? 0) === spec.replicas
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
