import type { z } from "zod";
import type { Clock } from "../base/clock.ts";
import type { Random } from "../base/random.ts";
import type { Ability, World } from "../clusters/driver.ts";
import type { WorldSpec } from "../clusters/world.ts";
import type { FaultDeclaration } from "../scenario/schema/scenario.ts";

/** A kind of fault: one file, one entry in `catalogue.ts`. */
export interface FaultKind<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly kind: string;
  /** One sentence for `drill list`. */
  readonly summary: string;
  /** The keys that it takes in a scenario beside name, kind, on, at and for. */
  readonly shape: Shape;
  /** `at once`: its effect is there when the injection is, so that nobody waits long for it. */
  readonly bites?: "at once";
  /** What the driver must be able to do. */
  needs(fault: DeclaredFault<Shape>): readonly Ability[];
  /** For faults that are in the world from the start, such as a bad image: changes what the driver brings up. */
  shapeWorld?(fault: DeclaredFault<Shape>, spec: WorldSpec): WorldSpec;
  prepare(fault: DeclaredFault<Shape>, target: FaultTarget): Fault;
}

/** A declaration whose `on` is resolved to cluster names. */
export type DeclaredFault<Shape extends z.ZodRawShape> = Omit<FaultDeclaration, "on"> &
  z.output<z.ZodObject<Shape>> & { readonly on: readonly string[] };

export interface FaultTarget {
  readonly world: World;
  readonly spec: WorldSpec;
  readonly clock: Clock;
  /** A stream of the fault's own. */
  readonly random: Random;
}

/** `active`: what users or machines meet shows the fault. `unknown`: could not look, which is never "not active". */
export interface FaultObservation {
  readonly state: "active" | "absent" | "unknown";
  /** What was seen, for the report: `pull of v1 from eu: connection refused`. */
  readonly detail: string;
}

/** One fault of one drill. Each call may be repeated; healing twice is harmless. */
export interface Fault {
  inject(): Promise<void>;
  /** Looks at the fault's effect, and never at the switch that was thrown. */
  observe(): Promise<FaultObservation>;
  /** Absent where nothing can be healed, such as a broken image. */
  heal?(): Promise<void>;
}

/** What the timeline keeps of faults. */
export type FaultEvent =
  | { readonly type: "faultInjected"; readonly fault: string; readonly kind: string; readonly on: readonly string[] }
  | { readonly type: "faultActive"; readonly fault: string; readonly detail: string }
  | { readonly type: "faultNotActive"; readonly fault: string; readonly detail: string }
  | { readonly type: "faultHealing"; readonly fault: string }
  | { readonly type: "faultHealed"; readonly fault: string; readonly detail: string }
  | { readonly type: "faultNotHealed"; readonly fault: string; readonly detail: string }
  /** Its event never came, so that it was never injected. */
  | { readonly type: "faultNotReached"; readonly fault: string; readonly anchor: string };
