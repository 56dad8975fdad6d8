import type { dimensionIds, gateIds } from "../scenario/schema/expect.ts";

export type GateId = (typeof gateIds)[number];
export type DimensionId = (typeof dimensionIds)[number];

/** A number that knows whether it is one. Times are ms, shares 0 to 1. */
export type Measured =
  | { readonly state: "measured"; readonly value: number }
  /** Not reached while the drill watched: it is more than `limit`. Kept, never dropped. */
  | { readonly state: "exceeded"; readonly limit: number }
  | { readonly state: "unknown"; readonly why: string }
  | { readonly state: "not-applicable"; readonly why: string };

export type GateOutcome = "passed" | "failed" | "unknown";

/** One thing that a gate holds a run to; one JUnit test case. */
export interface Assertion {
  readonly gate: GateId;
  /** Undefined when it is about the whole fleet. */
  readonly cluster?: string;
  /** A sentence that holds when it passes: `eu recovered within 15m`. */
  readonly title: string;
  readonly outcome: GateOutcome;
  /** What was found, when it did not pass. */
  readonly detail: string;
}

export interface GateResult {
  readonly gate: GateId;
  readonly title: string;
  /** Failed if any assertion failed, else unknown if any is unknown. */
  readonly outcome: GateOutcome;
  readonly assertions: readonly Assertion[];
}

export interface Difference {
  readonly dimension: DimensionId;
  /** `deployments.apps/web: spec.replicas`. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  /** The scenario's reason, when it allows the difference. */
  readonly allowed?: string;
}

export interface ClusterResult {
  readonly cluster: string;
  readonly target: string;
  /** Whether it held a bad change or its users were hit. */
  readonly inScope: boolean;
  /** In scope, but its users noticed nothing. */
  readonly noImpact: boolean;
  readonly impactAt: Measured;
  /** From the impact on its own users; 0 when the release was detected before. */
  readonly timeToDetect: Measured;
  readonly timeToMitigate: Measured;
  readonly timeToRecover: Measured;
  readonly availability: Measured;
  readonly failedRequests: number;
  readonly badSeconds: number;
  readonly dimensions: Readonly<Record<DimensionId, "match" | "allowed" | "different" | "unknown">>;
  readonly differences: readonly Difference[];
  /** Clusters with the same letter ended in the same state. */
  readonly equivalenceClass: string;
  /** Matched leaf fields / compared leaf fields, 0 to 1; information only. */
  readonly driftScore: Measured;
}

export interface FleetMetrics {
  readonly timeToDetect: Measured;
  readonly timeToAcknowledge: Measured;
  readonly timeToMitigate: Measured;
  readonly timeToRecover: Measured;
  readonly recoverySkew: Measured;
  readonly falseSuccessGap: Measured;
  readonly versionSkewWindow: Measured;
  /** Integral over time of (clusters serving bad) / N, ms. */
  readonly badExposureTime: Measured;
  readonly badExposureRequests: Measured;
  readonly timeToRedeploy: Measured;
  /** Of the region that fared worst. */
  readonly availability: Measured;
  /** Largest share of failed requests of any region. */
  readonly blastRadius: Measured;
  /**
   * Share of a region's error budget of 30 days that the drill used, of the region that fared worst: bad requests above
   * the steady rate / (requests of 30 days × (1 − SLO)). May be above 1.
   */
  readonly errorBudgetBurned: Measured;
  readonly procedureDuration: Measured;
  readonly procedure: {
    readonly errors: number;
    readonly retries: number;
    readonly manual: number;
    readonly unsafe: number;
  };
}

export interface ScorePart {
  readonly part: "detect" | "mitigate" | "fleet recover" | "skew" | "availability" | "blast radius" | "procedure";
  readonly weight: number;
  /** 0 to 1. */
  readonly value: number;
  /** What it was computed from: `6m of 5m to 15m`. */
  readonly from: string;
}

export interface Score {
  /** 0 to 100, one decimal; at most 49 when a gate failed. */
  readonly total: number;
  readonly parts: readonly ScorePart[];
}

export type VerdictWord = "pass" | "fail" | "invalid" | "aborted";

/** The judgement of one run: data only, the same for the same timeline, plan and limits. */
export interface Verdict {
  readonly format: 1;
  readonly scenario: string;
  readonly procedure: string;
  readonly driver: string;
  /** File of the timing profile that simulated clusters followed. */
  readonly timings?: string;
  readonly clock: "virtual" | "real";
  readonly speed: number;
  readonly seed: number;
  readonly verdict: VerdictWord;
  /** Why, most important first; one line each. */
  readonly reasons: readonly string[];
  readonly gates: readonly GateResult[];
  readonly clusters: readonly ClusterResult[];
  readonly fleet: FleetMetrics;
  /** Undefined for invalid and aborted runs. */
  readonly score: Score | undefined;
  /** Error of a stamp is at most this, ms. */
  readonly sampleInterval: number;
  /** Stamps of the story, drill ms, in order: what the report prints as timeline. */
  readonly story: readonly StoryLine[];
  /** Things to know beside the verdict: cleanup problems, a world that ran faster than client time-outs. */
  readonly notes: readonly string[];
}

export interface StoryLine {
  readonly at: number;
  readonly text: string;
}
