import type { Timer } from "../../../../base/clock.ts";
import type { Steps } from "./machine.ts";

export interface ActivityOptions {
  /** Runs a callback after so many drill ms. */
  readonly after: (ms: number, callback: () => void) => Timer;
  /** While true, it does not go on: whoever takes its output is behind. */
  readonly stalled?: (() => boolean) | undefined;
  readonly done: (code: number) => void;
}

/** ms between looks whether the output may go on. */
const stall = 100;

/** A command on its way through time. */
export class Activity {
  readonly #steps: Steps<number>;
  readonly #options: ActivityOptions;
  #timer: Timer | undefined;
  #over = false;

  constructor(steps: Steps<number>, options: ActivityOptions) {
    this.#steps = steps;
    this.#options = options;
  }

  /** Runs it up to the first thing that it waits for; `done` may be called before this returns. */
  start(): void {
    this.#resume();
  }

  /** Ends it without a word; `done` is not called any more. */
  stop(): void {
    this.#over = true;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #resume(): void {
    if (this.#over) return;
    const { after, stalled, done } = this.#options;
    if (stalled?.() === true) {
      this.#timer = after(stall, () => this.#resume());
      return;
    }
    const next = this.#steps.next();
    if (this.#over) return;
    if (next.done === true) {
      this.#over = true;
      done(next.value);
    } else if (next.value.kind === "input") next.value.input.whenReady(() => this.#resume());
    else if (next.value.ms !== Infinity) this.#timer = after(next.value.ms, () => this.#resume());
  }
}
