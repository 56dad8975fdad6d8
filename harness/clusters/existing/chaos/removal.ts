import type { Clock } from "../../../base/clock.ts";
import { until } from "../../../base/until.ts";
import { ApiUnreachable, type KubernetesClient } from "../../kubernetes.ts";
import { networkChaos } from "./network-chaos.ts";

export interface ChaosRemoval {
  readonly client: KubernetesClient;
  readonly namespace: string;
  readonly context: string;
  readonly labelSelector: string;
  readonly clock: Clock;
  /** ms */
  readonly within: number;
}

/**
 * Deletes NetworkChaos objects and waits until they are gone, which Chaos Mesh lets them be when it has taken the fault out
 * of the pods. Rejects with those that are still there.
 */
export async function removeChaos(removal: ChaosRemoval): Promise<void> {
  const { client, namespace, context, labelSelector, clock, within } = removal;
  let holds = "";
  const gone = await until(
    async () => {
      try {
        const left = await client.list(networkChaos, namespace, { labelSelector });
        if (left.length === 0) return true;
        holds = stuck(left.map(({ metadata }) => metadata.name));
        for (const { metadata } of left)
          if (metadata.deletionTimestamp === undefined) await client.delete(networkChaos, namespace, metadata.name);
      } catch (error) {
        if (!(error instanceof ApiUnreachable)) throw error;
        holds = error.message;
      }
      return undefined;
    },
    { clock, every: 250, deadline: clock.now() + within, signal: new AbortController().signal },
  );
  if (gone !== true) throw new Error(`NetworkChaos in namespace ${namespace} of ${context} is not gone: ${holds}`);
}

function stuck(names: readonly string[]): string {
  return (
    `${names.join(", ")}: Chaos Mesh lets them go when it has taken the fault out of the pods; is its controller manager ` +
    "running? Where Chaos Mesh is gone for good, take their finalizers off by hand"
  );
}
