import type { KubernetesObject } from "../../kubernetes.ts";
import type { Pod } from "../kinds/pod.ts";

interface Volume {
  readonly persistentVolumeClaim?: { readonly claimName: string };
}

/** Why a pod can be nowhere for want of a claim, in the words of the real scheduler. */
export function claimObstacle({ spec }: Pod, find: (name: string) => KubernetesObject | undefined): string | undefined {
  for (const { persistentVolumeClaim } of (spec["volumes"] ?? []) as readonly Volume[]) {
    if (persistentVolumeClaim === undefined) continue;
    const { claimName } = persistentVolumeClaim;
    const claim = find(claimName);
    if (claim === undefined) return `persistentvolumeclaim "${claimName}" not found`;
    if (claim.metadata.deletionTimestamp !== undefined) return `persistentvolumeclaim "${claimName}" is being deleted`;
  }
  return undefined;
}
