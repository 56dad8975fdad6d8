import type { Clock } from "../base/clock.ts";
import type { Random } from "../base/random.ts";
import type { Cluster, Ledger, World } from "../clusters/driver.ts";
import type { WorldSpec } from "../clusters/world.ts";
import type { Plan } from "../scenario/plan.ts";
import type { Fact } from "../timeline/events.ts";
import type { Anchors } from "./anchors.ts";

/** What every part of a running drill works with. */
export interface DrillContext {
  readonly plan: Plan;
  readonly spec: WorldSpec;
  readonly clock: Clock;
  readonly random: Random;
  readonly anchors: Anchors;
  readonly ledger: Ledger;
  /** Ends the drill: everything is undone, the run is `aborted`. */
  readonly signal: AbortSignal;
  /** Ends the undoing's patience too: nothing is waited for or proven any more. */
  readonly hurry: AbortSignal;
  /** @param at drill time, ms; default now. */
  emit(fact: Fact, at?: number): void;
}

/** A drill whose world is up. */
export interface LiveContext extends DrillContext {
  readonly world: World;
  /** In the scenario's order. */
  readonly clusters: readonly Cluster[];
}
