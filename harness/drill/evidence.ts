import { takeSnapshot } from "../probes/snapshot.ts";
import type { StateSnapshot } from "../probes/state.ts";
import type { LiveContext } from "./context.ts";

/** Reads every cluster whole and puts it onto the timeline. @param salt makes digests of secret values useless elsewhere. */
export async function takeStates(
  { clusters, world, spec, clock, emit }: LiveContext,
  moment: "golden" | "final",
  salt: string,
): Promise<Map<string, StateSnapshot>> {
  const states = new Map<string, StateSnapshot>();
  const taken = await Promise.all(
    clusters.map((cluster) => takeSnapshot({ cluster, router: world.router, spec, clock, salt })),
  );
  for (const [index, { name }] of clusters.entries()) {
    states.set(name, taken[index]!);
    emit({ type: "stateTaken", moment, cluster: name, state: taken[index]! });
  }
  return states;
}

/** Puts what is known of the lives of the application's pods onto the timeline. */
export async function recordPodLives({ clusters, emit }: LiveContext): Promise<void> {
  for (const cluster of clusters)
    for (const life of (await cluster.podLives?.()) ?? []) emit({ type: "podLived", cluster: cluster.name, ...life });
}
