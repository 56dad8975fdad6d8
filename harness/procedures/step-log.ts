import type { Clock } from "../base/clock.ts";
import type { ProcedureEvent } from "./procedure.ts";

export interface StepEnd {
  readonly outcome: "ok" | "failed" | "unknown";
  readonly detail: string;
  readonly exitCode?: number;
  readonly manual?: true;
}

/** The steps of a script or a runbook, one after the other, counted from 1. */
export class StepLog {
  readonly #clock: Clock;
  readonly #emit: (event: ProcedureEvent) => void;
  #current: { readonly title: string; readonly since: number } | undefined;
  #count = 0;

  constructor(clock: Clock, emit: (event: ProcedureEvent) => void) {
    this.#clock = clock;
    this.#emit = emit;
  }

  /** Number of the step that is under way, or that comes first. */
  get number(): number {
    return Math.max(1, this.#count);
  }

  get none(): boolean {
    return this.#count === 0;
  }

  /** Begins a step; one that is under way has thereby come to its end. */
  start(title: string): void {
    this.finish({ outcome: "ok", detail: "" });
    this.#count++;
    this.#current = { title, since: this.#clock.now() };
    this.#emit({ type: "procedureStepStarted", step: this.#count, title });
  }

  finish(end: StepEnd): void {
    if (this.#current === undefined) return;
    const { title, since } = this.#current;
    this.#current = undefined;
    this.#emit({
      type: "procedureStepFinished",
      step: this.#count,
      title,
      duration: this.#clock.now() - since,
      ...end,
    });
  }

  output(stream: "stdout" | "stderr", text: string): void {
    this.#emit({ type: "procedureOutput", step: this.number, stream, text });
  }
}
