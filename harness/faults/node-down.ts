import { z } from "zod";
import type { Cluster } from "../clusters/driver.ts";
import { isReady } from "../clusters/kubernetes.ts";
import type { Fault, FaultKind, FaultObservation } from "./fault.ts";

const shape = {
  nodes: z.int().min(1).default(1).meta({ description: "nodes that stop, in each cluster" }),
};

async function isNodeReady(cluster: Cluster, node: string): Promise<boolean> {
  const object = await cluster.observer.get("nodes", undefined, node);
  return object !== undefined && isReady(object);
}

/** Machines stop: their pods answer nobody, and the cluster notices after its grace period. */
export const nodeDown: FaultKind<typeof shape> = {
  kind: "node-down",
  summary: "nodes stop; the cluster notices after its grace period",
  shape,
  needs: () => ["node-power"],
  /** What goes down is machines, and not the API that they report to. */
  shapeWorld: ({ on }, spec) => ({
    ...spec,
    clusters: spec.clusters.map((cluster) =>
      on.includes(cluster.name) ? { ...cluster, controlPlane: "dedicated" } : cluster,
    ),
  }),
  prepare({ on, nodes }, { world, random }): Fault {
    const chosen = on.flatMap((name) => {
      const cluster = world.clusters.get(name)!;
      const start = random.derive(name).below(cluster.nodes.length);
      const count = Math.min(nodes, cluster.nodes.length);
      return Array.from({ length: count }, (_, index) => ({
        cluster,
        node: cluster.nodes[(start + index) % cluster.nodes.length]!,
      }));
    });
    return {
      async inject() {
        for (const { cluster, node } of chosen) await cluster.power!.stop(node);
      },
      async heal() {
        for (const { cluster, node } of chosen) await cluster.power!.start(node);
      },
      async observe(): Promise<FaultObservation> {
        const ready = await Promise.all(chosen.map(({ cluster, node }) => isNodeReady(cluster, node)));
        const detail = chosen.map(({ node }, index) => `${node}: ${ready[index] ? "Ready" : "not Ready"}`).join("; ");
        if (ready.every((one) => !one)) return { state: "active", detail };
        return { state: ready.every(Boolean) ? "absent" : "unknown", detail };
      },
    };
  },
};
