import type { DriverHost } from "../driver.ts";
import type { ClusterSpec, WorldSpec } from "../world.ts";
import type { Evidence } from "./evidence.ts";
import type { KindCluster } from "./create-cluster.ts";
import type { Names } from "./docker/names.ts";

/** Where the clusters of a world come from. Disposal takes all of them away, when nothing of the drill's own uses them any more. */
export interface ClusterSource extends AsyncDisposable {
  /** Name of the Docker network that the nodes are on; the drill's own containers join it. */
  readonly network: string;
  /** Name by which kind knows a cluster, known before there is one. */
  kindName(cluster: string): string;
  /** Name of the container of a cluster's control plane, known before there is one. */
  controlPlane(cluster: string): string;
  /** One of the clusters that the source was opened for; its nodes may not be ready yet. */
  provide(cluster: ClusterSpec): Promise<KindCluster>;
}

export interface SourceOptions {
  readonly spec: WorldSpec;
  readonly names: Names;
  readonly host: DriverHost;
  /** Where kubeconfigs and what is mounted into nodes may be written. */
  readonly folder: string;
  readonly evidence?: Evidence | undefined;
  /** Of nodes. */
  readonly image: string;
}

export type OpenSource = (options: SourceOptions) => Promise<ClusterSource>;
