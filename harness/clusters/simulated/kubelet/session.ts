import type { Random } from "../../../base/random.ts";
import type { ApiServer, Caller } from "../api/verbs.ts";
import type { PodTraffic } from "../application/pod-traffic.ts";
import type { Programs } from "../application/programs.ts";
import type { EventRecorder } from "../events.ts";
import type { PullWorld } from "../registry/pull.ts";
import type { Timings } from "../timings.ts";
import type { BackOff } from "./back-off.ts";
import type { ImageStore } from "./image-store.ts";
import type { Lifetime } from "./lifetime.ts";
import type { PodAddresses } from "./pod-addresses.ts";
import type { PodState } from "./pod-state.ts";
import type { PullQueue } from "./pull-queue.ts";

/** A node as its cluster knows it. */
export interface NodeIdentity {
  readonly name: string;
  readonly address: string;
  /** First three numbers of the node's pod addresses: `10.244.1`. */
  readonly podSubnet: string;
}

/** What a kubelet is given for good. */
export interface KubeletWorld {
  readonly cluster: string;
  readonly node: NodeIdentity;
  readonly api: ApiServer;
  readonly caller: Caller;
  readonly recorder: EventRecorder;
  readonly timings: Timings;
  readonly pulls: PullWorld;
  readonly programs: Programs;
  readonly random: Random;
  /** HTTP between pods; a node by itself has none. */
  readonly traffic?: (() => PodTraffic) | undefined;
  /** Called when a container has begun, a pod has got or lost its address, or the node has gone up or down. */
  readonly onProcesses?: (() => void) | undefined;
}

/** What a kubelet holds in memory, and loses with it, between two starts. */
export interface Session extends KubeletWorld {
  readonly lifetime: Lifetime;
  readonly images: ImageStore;
  readonly addresses: PodAddresses<PodState>;
  readonly queue: PullQueue;
  readonly pullBackOff: BackOff;
  readonly crashBackOff: BackOff;
  /** Offset, ms, of the instants at which this kubelet does what it does once a period. */
  readonly tickPhase: number;
}
