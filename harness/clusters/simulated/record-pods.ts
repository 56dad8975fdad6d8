import type { Clock } from "../../base/clock.ts";
import { PodLives } from "../pod-life.ts";
import type { SimulatedCluster } from "./cluster.ts";

/** From now on the cluster can tell the lives of the pods of this namespace, as real clusters do. */
export function recordPods(cluster: SimulatedCluster, namespace: string, clock: Clock): void {
  const lives = new PodLives();
  cluster.api.watch("pods", { namespace }, ({ type, object }) => {
    if (type === "DELETED") lives.gone(object, clock.now());
    else lives.see(object, clock.now());
  });
  cluster.podLives = async () => {
    for (const event of cluster.api.list("events", { namespace }).items) lives.hear(event);
    return lives.all();
  };
}
