import type { Clock } from "../base/clock.ts";
import type { Ability, Ledger, World } from "../clusters/driver.ts";
import type { WorldSpec } from "../clusters/world.ts";

/** A procedure, read from its file and ready to run. */
export interface Procedure {
  readonly kind: "steps" | "script" | "runbook";
  readonly name: string;
  /** Programs from PATH that it calls, as far as that can be seen; empty when it runs inside the harness. */
  readonly tools: readonly string[];
  /** `virtual` when it runs inside the harness, `real` when an outside program takes part. */
  readonly clock: "virtual" | "real";
  readonly needs: readonly Ability[];
  /** Titles of its steps, for the plan. */
  readonly steps: readonly string[];
  /**
   * Runs it to its end. Resolves with what became of it, also when it failed or was stopped; rejects only for bugs.
   * The signal ends it with all its processes; so does `timeout`.
   */
  run(context: ProcedureContext): Promise<ProcedureOutcome>;
}

export interface ProcedureContext {
  readonly world: World;
  readonly spec: WorldSpec;
  readonly clock: Clock;
  /** ms of drill time. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** Folder for its scratch files, below the run; undefined under virtual time. */
  readonly folder: string | undefined;
  readonly control: DrillControl;
  /** Notes the processes that are started, so that a later process can end what this one could not. */
  readonly ledger?: Ledger;
  emit(event: ProcedureEvent): void;
}

/** What a procedure can ask of the world outside the clusters: a step does so directly, a script by `drill step`, `drill route`, … */
export interface DrillControl {
  /** Stops the delivery of further waves of the bad release. */
  stopRollout(): Promise<void>;
  setWeights(weights: Readonly<Record<string, number>>): Promise<void>;
}

export interface ProcedureOutcome {
  /** `unknown`: it was stopped, so that nobody can say what it would have done. */
  readonly outcome: "ok" | "failed" | "unknown";
  readonly reason: "finished" | "failed" | "timed-out" | "aborted";
  readonly exitCode?: number | undefined;
  /** One line for the report. */
  readonly detail: string;
}

/** What the timeline keeps of a procedure. Steps are counted from 1. */
export type ProcedureEvent =
  | { readonly type: "procedureStepStarted"; readonly step: number; readonly title: string; readonly cluster?: string }
  | {
      readonly type: "procedureStepFinished";
      readonly step: number;
      readonly title: string;
      readonly cluster?: string;
      readonly outcome: "ok" | "failed" | "unknown";
      readonly exitCode?: number;
      /** ms of drill time. */
      readonly duration: number;
      readonly detail: string;
      /** How often an action was tried again after an error. */
      readonly retries?: number;
      /** A person approved, typed or decided. */
      readonly manual?: true;
    }
  | {
      readonly type: "procedureOutput";
      readonly step: number;
      readonly stream: "stdout" | "stderr";
      readonly text: string;
    }
  | { readonly type: "procedureDecided"; readonly decision: string };
