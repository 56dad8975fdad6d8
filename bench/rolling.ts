import type { Clock } from "../harness/base/clock.ts";
import { VirtualClock } from "../harness/base/virtual-clock.ts";
import type { Cluster } from "../harness/clusters/driver.ts";
import type { KubernetesObject } from "../harness/clusters/kubernetes.ts";
import type { FleetShare } from "./fleet.ts";
import { deployment, namespace, startWorld, toVersion } from "./worlds.ts";

const kind = "deployments.apps";
/** ms of cluster time after which a rollout has failed. */
const patience = 300_000;

/** One worker's share of the fleet; the result is the number of Deployments that are back. */
export async function rollOutAndBack({ clusters, deployments, index }: FleetShare): Promise<number> {
  const clock = new VirtualClock();
  const names = Array.from({ length: deployments }, (_, i) => `app-${i}`);
  return clock.run(async () => {
    await using world = await startWorld(clusters, clock, { prefix: `w${index}-` });
    const all = [...world.clusters.values()];
    const everywhere = async (act: (cluster: Cluster, name: string) => Promise<unknown>) => {
      for (const cluster of all) for (const name of names) await act(cluster, name);
      await settled(clock, all);
    };
    const goTo = (version: string) =>
      everywhere(({ observer }, name) => observer.patch(kind, namespace, name, "strategic-merge", toVersion(version)));
    await everywhere(({ observer }, name) => observer.create(kind, namespace, deployment(name, "v1")));
    await goTo("v2");
    await goTo("v1");
    return clusters * deployments;
  });
}

/** @throws Error when a rollout takes longer than anybody would wait. */
async function settled(clock: Clock, clusters: readonly Cluster[]): Promise<void> {
  const deadline = clock.now() + patience;
  let waiting = clusters;
  for (;;) {
    const looks = await Promise.all(waiting.map(({ observer }) => observer.list(kind, namespace)));
    waiting = waiting.filter((_, i) => !looks[i]!.every(isComplete));
    if (waiting.length === 0) return;
    if (clock.now() >= deadline) throw new Error(`${waiting.length} clusters have not finished their rollouts`);
    await clock.sleep(1_000);
  }
}

function isComplete({ metadata, spec, status = {} }: KubernetesObject): boolean {
  const { observedGeneration, replicas, updatedReplicas, availableReplicas } = status;
  const isSeen = observedGeneration === metadata.generation;
  return isSeen && [replicas, updatedReplicas, availableReplicas].every((count) => count === spec.replicas);
}
