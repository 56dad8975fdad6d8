import type { Pod } from "../kinds/pod.ts";
import { mindsOthers } from "./neighbours.ts";
import { spreadOf } from "./spread.ts";

/** Which changes may let a pod in that fits nowhere. */
export interface Concerns {
  readonly lacksRoom: boolean;
  readonly lacksClaim: boolean;
  readonly mindsOthers: boolean;
}

/** @param message why the pod fits nowhere */
export function concernsOf(pod: Pod, message: string): Concerns {
  return {
    // Names of what a pod that leaves gives back.
    lacksRoom: /Insufficient|Too many pods|free ports|affinity rules|spread constraints/.test(message),
    lacksClaim: message.includes("persistentvolumeclaim "),
    mindsOthers: mindsOthers(pod) || spreadOf(pod).length > 0,
  };
}

/** @param reasons how many nodes have each */
export function messageOf(reasons: ReadonlyMap<string, number>, nodes: number): string {
  if (nodes === 0) return "no nodes available to schedule pods";
  const list = [...reasons].map(([reason, count]) => `${count} ${reason}`).sort();
  return `0/${nodes} nodes are available: ${list.join(", ")}.`;
}

/** A pod that can be on no node at all, whatever else is there. */
export function messageWithoutNodes(obstacle: string, nodes: Iterable<unknown>): string {
  const count = [...nodes].length;
  // No room that could be made would help, which is why preemption has found nothing either.
  return `0/${count} nodes are available: ${obstacle}. not found`;
}
