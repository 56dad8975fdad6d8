import { allEnded } from "../../base/in-turns.ts";
import type { ClusterSource, SourceOptions } from "./cluster-source.ts";
import { createCluster, type KindCluster } from "./create-cluster.ts";
import { createNetwork } from "./docker/network.ts";

/** Clusters and a network that are made for one drill and go with it. */
export async function freshClusters({ names, host, folder, image, evidence }: SourceOptions): Promise<ClusterSource> {
  const { ledger, signal } = host;
  const network = await createNetwork(names, ledger);
  const created: KindCluster[] = [];
  return {
    network: names.network,
    kindName: (cluster) => names.cluster(cluster),
    controlPlane: (cluster) => names.controlPlane(cluster),
    async provide(cluster) {
      const made = await createCluster(cluster, { image, names, ledger, folder, signal, evidence });
      created.push(made);
      return made;
    },
    async [Symbol.asyncDispose]() {
      await allEnded(created.splice(0).map((cluster) => cluster[Symbol.asyncDispose]()));
      await network[Symbol.asyncDispose]();
    },
  };
}
