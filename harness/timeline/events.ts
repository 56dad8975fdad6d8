import type { ApiWrite } from "../clusters/driver.ts";
import type { PodLife } from "../clusters/pod-life.ts";
import type { FaultEvent } from "../faults/fault.ts";
import type { ProbeEvent } from "../probes/probe.ts";
import type { StateSnapshot } from "../probes/state.ts";
import type { ProcedureEvent, ProcedureOutcome } from "../procedures/procedure.ts";
import type { TrafficEvent } from "../traffic/traffic.ts";

/** The phases of a drill, in their order. */
export const phases = [
  "topology",
  "baseline",
  "rollout",
  "detection",
  "procedure",
  "settle",
  "evidence",
  "redeploy",
  "teardown",
] as const;
export type Phase = (typeof phases)[number];

/**
 * One line of `events.jsonl`; `at` is drill time in ms. Nothing in it depends on the machine, the folder or the calendar
 * when the clock is virtual: the same scenario and seed give the same bytes.
 */
export type TimelineEvent = { readonly at: number } & (
  | RunEvent
  | RolloutEvent
  | FaultEvent
  | ProbeEvent
  | TrafficEvent
  | ProcedureEvent
  | ({ readonly type: "apiWrite"; readonly cluster: string } & Omit<ApiWrite, "at">)
);

type RunEvent =
  | {
      readonly type: "runStarted";
      readonly format: 1;
      readonly scenario: string;
      readonly seed: number;
      readonly driver: string;
      readonly clock: "virtual" | "real";
      readonly speed: number;
      readonly clusters: readonly string[];
      /** ms between samples */ readonly sampleInterval: number;
    }
  | { readonly type: "phaseStarted"; readonly phase: Phase }
  | { readonly type: "phaseFinished"; readonly phase: Phase }
  /** Steady state is proven; from here on things may break. */
  | { readonly type: "baselineProven" }
  | { readonly type: "baselineNotProven"; readonly detail: string }
  /** Digests of the versions, by the scenario's names for them; undefined for one that the registry does not have. */
  | {
      readonly type: "versionsResolved";
      readonly versions: Readonly<
        Record<string, { readonly image: string; readonly version: string; readonly digest?: string }>
      >;
    }
  | {
      readonly type: "stateTaken";
      readonly moment: "golden" | "final";
      readonly cluster: string;
      readonly state: StateSnapshot;
    }
  | { readonly type: "detected"; readonly rule: string; readonly detail: string }
  | { readonly type: "notDetected"; readonly detail: string }
  | {
      readonly type: "procedureStarted";
      readonly name: string;
      readonly kind: string;
      readonly clusters: readonly string[];
    }
  | ({ readonly type: "procedureFinished" } & ProcedureOutcome)
  /**
   * All mutating requests of the cluster up to `until` (drill ms) are in the timeline as `apiWrite`. Without it, no
   * `apiWrite` would not mean that nothing was written.
   */
  | { readonly type: "auditRead"; readonly cluster: string; readonly until: number; readonly writes: number }
  /** Where clusters take real time for it: when the stages of one of the application's pods were seen. */
  | ({ readonly type: "podLived"; readonly cluster: string } & PodLife)
  | { readonly type: "routeChanged"; readonly weights: Readonly<Record<string, number>> }
  /** The drill stopped watching: everything held, or a limit was reached. */
  | { readonly type: "settled"; readonly reason: "recovered" | "limit" }
  | { readonly type: "redeployStarted"; readonly cluster: string; readonly to: string }
  | {
      readonly type: "redeployFinished";
      readonly cluster: string;
      readonly outcome: "ok" | "failed" | "unknown";
      readonly detail: string;
    }
  /** The harness could not do its work; the run is not to be trusted. */
  | { readonly type: "harnessProblem"; readonly during: string; readonly message: string }
  /** Something about the world that changes nothing, and that people should know of. */
  | { readonly type: "worldNotice"; readonly message: string }
  | { readonly type: "aborted"; readonly reason: string }
  /** Logs of clusters and containers are in this folder of the run. */
  | { readonly type: "logsKept"; readonly folder: string }
  | { readonly type: "cleanupProblem"; readonly what: string; readonly message: string }
  /** `events` counts the lines before it, so that a log that lost one is noticed; the recorder fills it in. */
  | { readonly type: "runFinished"; readonly events?: number };

type RolloutEvent =
  | { readonly type: "rolloutStarted"; readonly to: string }
  | { readonly type: "clusterRolloutStarted"; readonly cluster: string; readonly to: string }
  | {
      readonly type: "clusterRolloutFinished";
      readonly cluster: string;
      readonly to: string;
      readonly outcome: "ok" | "failed" | "unknown";
      readonly detail: string;
    }
  | { readonly type: "rolloutStopped"; readonly by: "procedure" | "drill" }
  | { readonly type: "rolloutFinished"; readonly to: string };

export type EventOf<Type extends TimelineEvent["type"]> = Extract<TimelineEvent, { type: Type }>;

/** An event before it has its time. */
export type Fact = WithoutTime<TimelineEvent>;
type WithoutTime<Event> = Event extends unknown ? Omit<Event, "at"> : never;
