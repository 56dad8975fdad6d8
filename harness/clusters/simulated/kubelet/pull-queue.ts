import type { Clock } from "../../../base/clock.ts";

/** Something that takes time and calls `done` once when it is over. */
export type Job = (done: () => void) => void;

/**
 * A node's image pulls, one after the other (the kubelet's `serializeImagePulls`), and no more often than its rate limit
 * allows: a pull that exceeds the limit is refused rather than delayed.
 */
export class PullQueue {
  readonly #clock: Clock;
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #waiting: Job[] = [];
  #running = false;
  #tokens: number;
  #filledAt = 0;

  constructor(clock: Clock, { perSecond, burst }: { readonly perSecond: number; readonly burst: number }) {
    this.#clock = clock;
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
  }

  /** Runs `job` when all jobs before it are done. */
  add(job: Job): void {
    this.#waiting.push(job);
    this.#startNext();
  }

  /** Takes one pull out of the rate limit; false when there is none left. */
  admit(): boolean {
    const now = this.#clock.now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#filledAt) / 1000) * this.#perSecond);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  #startNext(): void {
    if (this.#running) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    this.#running = true;
    job(() => {
      this.#running = false;
      this.#startNext();
    });
  }
}
