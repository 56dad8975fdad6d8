import type { LiveState, StateSnapshot } from "./state.ts";

/** `notObserved`: there is nothing to ask here, all along; nothing is concluded from it, and reports say so. */
export type ProbeValue = "ok" | "bad" | "unknown" | "notObserved";

export interface ProbeResult {
  readonly value: ProbeValue;
  /** Empty when ok; else what was found: `2 of 3 ready`. */
  readonly detail: string;
}

/** What a cluster should look like in the end. */
export interface ClusterTarget {
  readonly version: string;
  /** Digest that every container of the workload should run; undefined when the registry has no such image. */
  readonly digest: string | undefined;
  /** Image references that name the target: by tag and by digest, at the registry and at its mirror. */
  readonly references: readonly string[];
  readonly golden: StateSnapshot;
}

/** One question about one cluster, asked at a fixed rate: one file, one entry in `catalogue.ts`. */
export interface Probe {
  readonly name: string;
  readonly summary: string;
  /** Pure; "could not look" is `unknown`, and never `bad`. */
  judge(state: LiveState, target: ClusterTarget): ProbeResult;
}

/** What the timeline keeps of the sampler. */
export interface ProbeEvent {
  readonly type: "probe";
  readonly cluster: string;
  readonly probe: string;
  /** Drill time of the tick, ms. */
  readonly scheduled: number;
  readonly value: ProbeValue;
  readonly detail: string;
  /**
   * Ticks before this one, all taken on schedule, that had the value of the event before it. An event is written when
   * value or detail change, and at least every 10 s of drill time.
   */
  readonly samples: number;
}
