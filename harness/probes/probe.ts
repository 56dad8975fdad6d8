import type { Cluster } from "../clusters/driver.ts";
import type { WorldSpec } from "../clusters/world.ts";
import type { StateSnapshot } from "./state.ts";

export type ProbeValue = "ok" | "bad" | "unknown";

export interface ProbeResult {
  readonly value: ProbeValue;
  /** Empty when ok; else what was found: `2 of 3 ready`. */
  readonly detail: string;
}

/** What a cluster should look like in the end. */
export interface ClusterTarget {
  readonly version: string;
  /** Digest that every container of the workload should run. */
  readonly digest: string | undefined;
  /** The state to compare with: golden, with the target version's image. */
  readonly golden: StateSnapshot;
}

/** One question about one cluster, asked at a fixed rate: one file, one entry in `catalogue.ts`. */
export interface Probe {
  readonly name: string;
  readonly summary: string;
  /** Never rejects for what it finds or cannot find; "could not look" is `unknown`. */
  sample(look: ClusterLook, target: ClusterTarget): ProbeResult;
}

/** One look at a cluster, shared by all probes of a tick. Undefined parts could not be read. */
export interface ClusterLook {
  readonly cluster: Cluster;
  readonly spec: WorldSpec;
  readonly state: StateSnapshot;
}

/** What the timeline keeps of the sampler. */
export type ProbeEvent =
  /**
   * `value` was seen at `scheduled` (drill ms). `samples` ticks before it, all taken on schedule, had the value of the
   * event before it. Written when the value changes, and at least every 10 s of drill time.
   */
  | {
      readonly type: "probe";
      readonly cluster: string;
      readonly probe: string;
      readonly scheduled: number;
      readonly value: ProbeValue;
      readonly detail: string;
      readonly samples: number;
    };
