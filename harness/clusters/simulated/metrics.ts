import type { Pod } from "./kinds/pod.ts";

/** What one container used. */
export interface ContainerUsage {
  readonly name: string;
  /** Billionths of a core, on average over the window. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

/** What was measured of a pod or a node. */
export interface Sample<T> {
  /** Calendar time of the end of the window. */
  readonly at: Date;
  /** Length of the window, ms of drill time. */
  readonly window: number;
  readonly usage: T;
}

/** What a metrics server knows. */
export interface Metrics {
  /** Undefined for a pod that has not run for long enough. */
  ofPod(pod: Pod): Sample<readonly ContainerUsage[]> | undefined;
  /** Undefined for a node that is off, or unknown. */
  ofNode(node: string): Sample<Omit<ContainerUsage, "name">> | undefined;
}
