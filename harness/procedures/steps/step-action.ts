import type { z } from "zod";
import type { Clock } from "../../base/clock.ts";
import type { Ability, Cluster, World } from "../../clusters/driver.ts";
import type { KubernetesClient } from "../../clusters/kubernetes.ts";
import type { WorldSpec } from "../../clusters/world.ts";
import type { DrillControl } from "../procedure.ts";

/** What became of one run of a step. `unknown`: it may or may not have acted, or nobody could look. */
export interface StepResult {
  readonly outcome: "ok" | "failed" | "unknown";
  /** One line for the report. */
  readonly detail: string;
  readonly exitCode?: number;
  /** Running it once more could do harm or cannot help, so that it is not retried. */
  readonly final?: true;
}

/** What every step gets. Instants and durations are ms of drill time. */
export interface StepContext {
  readonly world: World;
  readonly spec: WorldSpec;
  readonly clock: Clock;
  /** Aborted at the deadline and when the procedure is stopped; nothing is written after it. */
  readonly signal: AbortSignal;
  /** Instant at which the step is given up. A step that waits ends by itself before it and says what was missing. */
  readonly deadline: number;
  readonly control: DrillControl;
  /** A line for the record, as a command would print it. */
  print(line: string): void;
  decide(decision: string): void;
  /** Runs a shell command with the procedure's environment; only for actions on real time. */
  shell(command: string): Promise<StepResult>;
}

export interface ClusterStepContext extends StepContext {
  readonly cluster: Cluster;
  /** The operator's way to the cluster, through the links; refuses to write once the step is over. */
  readonly operator: KubernetesClient;
}

interface ActionBase<Input> {
  /** One sentence for `drill list`. */
  readonly summary: string;
  readonly input: z.ZodType<Input>;
  /** `real` when an outside program takes part. */
  readonly clock: "virtual" | "real";
  needs(input: Input): readonly Ability[];
  /** Reads the files that the input names, before anything starts. `folder` is that of the scenario file. */
  load?(input: Input, folder: string): Promise<Input>;
  /** What the report calls the step unless the scenario names it. */
  title(input: Input): string;
  /** Deadline of a step that sets none, ms. */
  timeout(input: Input): number;
}

/** Done on each cluster, in the order of the procedure's strategy. */
export interface ClusterAction<Input> extends ActionBase<Input> {
  readonly scope: "cluster";
  run(input: Input, context: ClusterStepContext): Promise<StepResult>;
}

/** Done once, when every cluster has been through the steps before it. */
export interface FleetAction<Input> extends ActionBase<Input> {
  readonly scope: "fleet";
  run(input: Input, context: StepContext): Promise<StepResult>;
}

export type StepAction<Input> = ClusterAction<Input> | FleetAction<Input>;

export const ok = (detail: string): StepResult => ({ outcome: "ok", detail });
export const failed = (detail: string): StepResult => ({ outcome: "failed", detail });
export const unknown = (detail: string): StepResult => ({ outcome: "unknown", detail });
