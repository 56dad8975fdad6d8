import type { Deployment, IntOrPercent } from "../../kinds/deployment.ts";
import type { ReplicaSet } from "../../kinds/replica-set.ts";
import { sum } from "./replica-sets.ts";

/** A new size for a ReplicaSet. */
export interface Resize {
  readonly replicaSet: ReplicaSet;
  readonly to: number;
}

/** How many pods a rolling update may have above, and available below, the desired number. */
export interface Bounds {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

/**
 * Percentages are of the desired replicas; surge rounds up and unavailability down. Were both 0 nothing could move, so
 * one pod may then be unavailable. A Recreate deployment has neither.
 */
export function boundsOf({ spec }: Deployment): Bounds {
  if (spec.strategy.type === "Recreate") return { maxSurge: 0, maxUnavailable: 0 };
  const { maxSurge = "25%", maxUnavailable = "25%" } = spec.strategy.rollingUpdate ?? {};
  const surge = scaled(maxSurge, spec.replicas, Math.ceil);
  const unavailable = scaled(maxUnavailable, spec.replicas, Math.floor);
  const atLeastOne = surge === 0 && unavailable === 0 ? 1 : unavailable;
  return { maxSurge: surge, maxUnavailable: Math.min(atLeastOne, spec.replicas) };
}

function scaled(value: IntOrPercent, total: number, round: (share: number) => number): number {
  return typeof value === "number" ? value : round((Number.parseInt(value, 10) * total) / 100);
}

/** Size of the newest ReplicaSet: as much as the surge leaves room for, never less than it has. */
export function newReplicas(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
): number {
  const { replicas } = deployment.spec;
  if (deployment.spec.strategy.type === "Recreate") return replicas;
  const current = newest?.spec.replicas ?? 0;
  const room = replicas + boundsOf(deployment).maxSurge - sum(all, (set) => set.spec.replicas);
  return room <= 0 ? current : current + Math.min(room, replicas - current);
}

/**
 * One step of scaling the old ReplicaSets down, oldest first. Pods that are not available go first: they serve nobody.
 * Then as many available ones as the lower bound allows. Nothing goes for which an unavailable new pod stands in, and
 * nothing more after an old ReplicaSet that is still to shrink: its count of available pods is out of date.
 */
export function shrinkOld(deployment: Deployment, newest: ReplicaSet, old: readonly ReplicaSet[]): readonly Resize[] {
  const minAvailable = deployment.spec.replicas - boundsOf(deployment).maxUnavailable;
  const unavailableNew = newest.spec.replicas - available(newest);
  const total = newest.spec.replicas + sum(old, (set) => set.spec.replicas);
  const allowed = total - minAvailable - unavailableNew;
  if (allowed <= 0) return [];

  const sizes = new Map(old.map((set) => [set, set.spec.replicas]));
  const steps: Resize[] = [];
  const shrink = (set: ReplicaSet, by: number) => {
    const to = sizes.get(set)! - by;
    sizes.set(set, to);
    steps.push({ replicaSet: set, to });
    return by;
  };

  let unhealthy = allowed;
  for (const set of old) {
    if (unhealthy === 0) break;
    if (set.spec.replicas > 0 && available(set) > set.spec.replicas) return steps;
    const removable = Math.min(unhealthy, set.spec.replicas - available(set));
    if (removable > 0) unhealthy -= shrink(set, removable);
  }
  let healthy = available(newest) + sum(old, available) - minAvailable;
  for (const set of old) {
    const removable = Math.min(healthy, sizes.get(set)!);
    if (removable > 0) healthy -= shrink(set, removable);
  }
  return steps;
}

function available(set: ReplicaSet): number {
  return set.status?.availableReplicas ?? 0;
}
