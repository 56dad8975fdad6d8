import type { Scenario } from "./schema/scenario.ts";

/** A scenario with everything decided that a run needs: plain data, stored with the run and judged by. */
export interface Plan {
  readonly format: 1;
  readonly scenario: Scenario;
  readonly driver: string;
  /** File of the timing profile that simulated clusters follow. */
  readonly timings?: string;
  /** `virtual` when nothing outside the harness takes part. */
  readonly clock: "virtual" | "real";
  readonly speed: number;
  readonly seed: number;
  readonly procedure: PlannedProcedure;
  /** ms that recovery must hold: the scenario's, or the clock's default. */
  readonly hold: number;
  /** ms between samples of the probes. */
  readonly sampleInterval: number;
  /** Version that must run in the end, by cluster. */
  readonly targets: Readonly<Record<string, string>>;
  /** Clusters in waves, as the bad release reaches them. */
  readonly waves: readonly (readonly string[])[];
  readonly needs: readonly Need[];
  /** Programs from PATH. */
  readonly tools: readonly string[];
  /** What happens when, for people. */
  readonly order: readonly PlannedEvent[];
}

export interface PlannedProcedure {
  readonly name: string;
  readonly kind: "steps" | "script" | "runbook";
  readonly steps: readonly string[];
  /** Gates that must fail: set for a known-bad procedure. */
  readonly mustFail?: readonly string[];
}

/** Something that the driver must be able to do, and what for. */
export interface Need {
  readonly ability: string;
  readonly why: string;
}

export interface PlannedEvent {
  /** An anchor as written, or a phase. */
  readonly when: string;
  readonly what: string;
}

/** Default of `expect.hold`, ms: on real time 3 × the probes' time-out of 1 s, and 10 s. */
export const defaultHold = { virtual: 60_000, real: 13_000 } as const;

/** ms of drill time between samples: on real time four a second, and ten a second of wall time where the world runs faster. */
export function sampleInterval(clock: "virtual" | "real", speed: number): number {
  return clock === "virtual" ? 1_000 : Math.max(250, 100 * speed);
}
