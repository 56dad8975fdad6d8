import { until } from "../base/until.ts";
import type { FaultKind, DeclaredFault, Fault, FaultObservation } from "../faults/fault.ts";
import type { LedgerEntry } from "../clusters/driver.ts";
import type { FaultDeclaration } from "../scenario/schema/scenario.ts";
import type { LiveContext } from "./context.ts";

/** ms within which a fault must be seen, and seen to be gone. */
const proofTimeout = 300_000;

/** ms for one that bites at once: a drill that goes on for long without its fault only gathers chance findings. */
const promptProofTimeout = 60_000;

interface Wanted {
  readonly wanted: "active" | "absent";
  /** ms */
  readonly within: number;
  readonly signal: AbortSignal;
}

interface Scheduled {
  readonly declaration: FaultDeclaration;
  readonly fault: Fault;
  /** ms within which it must be seen. */
  readonly proofWithin: number;
  state: "waiting" | "due" | "injected" | "active" | "healed";
  entry: LedgerEntry | undefined;
  /** Ends the scheduled part: waiting, proving, standing. */
  readonly stop: AbortController;
  task: Promise<void>;
}

/** Resolves a declaration's `on` and fills its stream of randomness. */
export function declared(
  declaration: FaultDeclaration,
  clusters: readonly string[],
): DeclaredFault<Record<string, never>> {
  return { ...declaration, on: declaration.on ?? clusters } as unknown as DeclaredFault<Record<string, never>>;
}

/** Strikes each fault at its event, proves it, heals it in time, and heals whatever is left at the end. */
export class FaultSchedule {
  readonly #context: LiveContext;
  readonly #faults: Scheduled[];

  constructor(context: LiveContext, kinds: Readonly<Record<string, FaultKind>>) {
    const { plan, world, spec, clock, random } = context;
    const names = context.clusters.map(({ name }) => name);
    this.#context = context;
    this.#faults = plan.scenario.faults.map((declaration) => ({
      declaration,
      fault: kinds[declaration.kind]!.prepare(declared(declaration, names), {
        world,
        spec,
        clock,
        random: random.derive(`fault ${declaration.name}`),
      }),
      proofWithin: kinds[declaration.kind]!.bites === "at once" ? promptProofTimeout : proofTimeout,
      state: "waiting",
      entry: undefined,
      stop: new AbortController(),
      task: Promise.resolve(),
    }));
  }

  start(): void {
    for (const one of this.#faults) {
      one.task = this.#run(one).catch((error: unknown) => {
        if (one.stop.signal.aborted || this.#context.signal.aborted) return;
        // It may have struck in part: nobody waits for it any more, and it is healed in the end.
        one.state = "active";
        this.#context.emit({ type: "faultNotActive", fault: one.declaration.name, detail: (error as Error).message });
      });
    }
  }

  /** Whether a fault's event has come and the fault has still to be seen. */
  get pending(): boolean {
    const { anchors } = this.#context;
    return this.#faults.some(
      ({ state, declaration }) =>
        state === "due" || state === "injected" || (state === "waiting" && anchors.has(declaration.at.on)),
    );
  }

  /** Heals what still stands and proves that it is gone; faults whose event never came are named. Never rejects. */
  async end(): Promise<void> {
    for (const one of [...this.#faults].reverse()) {
      const { declaration, stop } = one;
      stop.abort(new Error("the drill is over"));
      await one.task;
      if (one.state === "waiting" && !this.#context.signal.aborted)
        this.#context.emit({ type: "faultNotReached", fault: declaration.name, anchor: declaration.at.text });
      if (one.state === "injected" || one.state === "active") await this.#heal(one);
    }
  }

  async #run(one: Scheduled): Promise<void> {
    const { anchors, clock, emit, ledger, signal } = this.#context;
    const { declaration, fault, proofWithin } = one;
    const { name, kind } = declaration;
    const both = AbortSignal.any([signal, one.stop.signal]);
    await anchors.reached(declaration.at, both);
    one.state = "due";
    one.entry = ledger.record("fault", { fault: name, kind });
    await fault.inject();
    one.state = "injected";
    const on = declaration.on ?? this.#context.clusters.map((cluster) => cluster.name);
    emit({ type: "faultInjected", fault: name, kind, on });
    const seen = await this.#observe(fault, { wanted: "active", within: proofWithin, signal: both });
    if (seen.state !== "active") {
      emit({ type: "faultNotActive", fault: name, detail: seen.detail });
      one.state = "active";
      return;
    }
    one.state = "active";
    emit({ type: "faultActive", fault: name, detail: seen.detail });
    if (declaration.for === undefined) return;
    await clock.sleep(declaration.for, both);
    await this.#heal(one);
  }

  async #heal(one: Scheduled): Promise<void> {
    const { emit, hurry } = this.#context;
    const { fault, declaration } = one;
    one.state = "healed";
    if (fault.heal === undefined) {
      one.entry?.strike();
      return;
    }
    emit({ type: "faultHealing", fault: declaration.name });
    try {
      await fault.heal();
      one.entry?.strike();
      if (hurry.aborted) return;
      const seen = await this.#observe(fault, { wanted: "absent", within: proofTimeout, signal: hurry });
      if (seen.state === "absent") emit({ type: "faultHealed", fault: declaration.name, detail: seen.detail });
      else emit({ type: "faultNotHealed", fault: declaration.name, detail: seen.detail });
    } catch (error) {
      emit({ type: "faultNotHealed", fault: declaration.name, detail: (error as Error).message });
    }
  }

  async #observe(fault: Fault, { wanted, within, signal }: Wanted): Promise<FaultObservation> {
    const { clock } = this.#context;
    let last: FaultObservation = { state: "unknown", detail: "never looked" };
    await until(
      async () => {
        last = await fault.observe().catch((error: Error) => ({ state: "unknown" as const, detail: error.message }));
        return last.state === wanted ? true : undefined;
      },
      { clock, every: 1_000, deadline: clock.now() + within, signal },
    );
    return last;
  }
}
