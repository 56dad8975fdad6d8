import type { Deployment } from "../../kinds/deployment.ts";
import type { ReplicaSet } from "../../kinds/replica-set.ts";
import { bySizeNewer, bySizeOlder, isActive, sum } from "./replica-sets.ts";
import { maxReplicasOf } from "./annotations.ts";
import { boundsOf, type Resize } from "./rolling-update.ts";

/**
 * New sizes when a deployment is scaled in the middle of a rollout: each active ReplicaSet gets its share of the change,
 * measured against the size for which it was last scaled; what rounding leaves goes to the largest.
 */
export function shareOut(deployment: Deployment, all: readonly ReplicaSet[]): readonly Resize[] {
  const { replicas } = deployment.spec;
  const active = all.filter(isActive);
  const allowed = replicas > 0 ? replicas + boundsOf(deployment).maxSurge : 0;
  const toAdd = allowed - sum(active, (set) => set.spec.replicas);
  const sorted = toAdd === 0 ? active : [...active].sort(toAdd > 0 ? bySizeNewer : bySizeOlder);

  let added = 0;
  const resizes = sorted.map((set) => {
    const share = shareOf(deployment, set, toAdd, toAdd - added);
    added += share;
    return { replicaSet: set, to: set.spec.replicas + share };
  });
  return resizes.map((resize, index) =>
    index === 0 ? { ...resize, to: Math.max(0, resize.to + toAdd - added) } : resize,
  );
}

function shareOf(deployment: Deployment, set: ReplicaSet, toAdd: number, left: number): number {
  if (toAdd === 0 || left === 0) return 0;
  const share = wantedShare(deployment, set);
  return toAdd > 0 ? Math.min(share, left) : Math.max(share, left);
}

function wantedShare(deployment: Deployment, set: ReplicaSet): number {
  const { replicas } = set.spec;
  if (deployment.spec.replicas === 0) return -replicas;
  const before = maxReplicasOf(set) ?? deployment.status?.replicas ?? 0;
  if (before === 0) return 0;
  const now = deployment.spec.replicas + boundsOf(deployment).maxSurge;
  return Math.round((replicas * now) / before) - replicas;
}
