import { answerJitter, operatorDeadline, userDeadline } from "../answers.ts";

/**
 * How long the simulated machinery takes, ms unless a name says otherwise. Defaults that Kubernetes fixes in its source
 * are exact (kubelet and containerd of Kubernetes 1.34); durations that depend on the machine are typical of a small kind
 * node and are meant to be replaced by calibrated ones.
 */
export interface Timings {
  /** From an API change to the moment at which a kubelet acts on it. */
  readonly watchLatency: number;
  /** First delay of the kubelet's image pull back-off; doubles with every failure. */
  readonly pullBackOff: number;
  readonly pullBackOffCap: number;
  /** First delay of CrashLoopBackOff; doubles with every restart, and starts over after `crashBackOffCap` x 2 of running. */
  readonly crashBackOff: number;
  readonly crashBackOffCap: number;
  /** A pod whose sync failed is synced again after this, plus up to `syncJitter` of it. */
  readonly syncBackOff: number;
  readonly syncJitter: number;
  /** Period at which the kubelet looks which pods are due for such a sync. */
  readonly syncTick: number;
  /** Period at which the kubelet asks the container runtime what runs. */
  readonly relistPeriod: number;
  /** First delay after a failed volume mount; doubles, up to the cap. */
  readonly mountBackOff: number;
  readonly mountBackOffCap: number;
  /** Mounting the volumes of a pod whose sources exist. */
  readonly volumeSetup: number;
  readonly sandboxCreation: number;
  /** Creating and starting a container whose image is present, from and to. */
  readonly containerStart: readonly [number, number];
  /** From SIGTERM to exit for a process that handles the signal. */
  readonly processExit: number;
  /** From the exit of a deleted pod's last container to the removal of its API object. */
  readonly podCleanup: number;
  /** Pulls per second that a kubelet starts, and how many it may start at once after a pause. */
  readonly pullsPerSecond: number;
  readonly pullBurst: number;
  /** From the arrival of a request at the registry to its answer. */
  readonly registryAnswer: number;
  /** Part of a pull that does not depend on the image's size: unpacking and round trips inside the node. */
  readonly pullOverhead: number;
  /** Share by which pulls of the same image differ, either way. */
  readonly pullJitter: number;
  /** Bytes per second between a node and the registry when no link limits them. */
  readonly pullBandwidth: number;
  /** How long containerd waits for a connection that nobody answers. */
  readonly dialTimeout: number;
  /** A node's Lease is renewed this often. */
  readonly leaseRenewal: number;
  /** A node's status is written this often when nothing in it changes. */
  readonly nodeStatusReport: number;
  /** From power-on of a node to its kubelet's first sync. */
  readonly nodeBoot: number;
  /** Least time between two updates of kube-proxy's rules. */
  readonly proxySync: number;
  /** From an EndpointSlice change to the proxy's rules, when the proxy may update at once. */
  readonly proxyLatency: number;
  /** How long a user waits for an answer to a request. */
  readonly userDeadline: number;
  /** How long the operator's Kubernetes client waits for an answer. */
  readonly operatorDeadline: number;
  /** Share by which the answer times of a process differ, either way. */
  readonly answerJitter: number;
}

export const defaultTimings: Timings = {
  watchLatency: 10,
  pullBackOff: 10_000,
  pullBackOffCap: 300_000,
  crashBackOff: 10_000,
  crashBackOffCap: 300_000,
  syncBackOff: 10_000,
  syncJitter: 0.5,
  syncTick: 1_000,
  relistPeriod: 1_000,
  mountBackOff: 500,
  mountBackOffCap: 122_000,
  volumeSetup: 50,
  sandboxCreation: 300,
  containerStart: [200, 500],
  processExit: 100,
  podCleanup: 800,
  pullsPerSecond: 5,
  pullBurst: 10,
  registryAnswer: 15,
  pullOverhead: 400,
  pullJitter: 0.1,
  pullBandwidth: 50_000_000,
  dialTimeout: 30_000,
  leaseRenewal: 10_000,
  nodeStatusReport: 300_000,
  nodeBoot: 5_000,
  proxySync: 1_000,
  proxyLatency: 50,
  userDeadline,
  operatorDeadline,
  answerJitter,
};
