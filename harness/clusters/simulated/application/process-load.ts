/** Length of the windows over which use is measured, ms: a metrics server asks every 15 s. */
export const window = 15_000;

/** Cores that a process uses without any request. */
const idle = 0.001;

/**
 * What a process has been given to do, window by window: as many requests as users sent, each for so much time of a core.
 * Counts of the present window and the one before are kept, so nobody has to sample.
 */
export class ProcessLoad {
  readonly #cpu: number;
  #window: number;
  #handled = 0;
  #handledBefore = 0;

  /** @param cpu ms of a core's time for one request */
  constructor(now: number, cpu: number) {
    this.#cpu = cpu;
    this.#window = windowOf(now);
  }

  handle(now: number): void {
    this.#advance(windowOf(now));
    this.#handled++;
  }

  /** Cores used on average over the last full window. */
  cores(now: number): number {
    this.#advance(windowOf(now));
    return idle + (this.#handledBefore * this.#cpu) / window;
  }

  #advance(to: number): void {
    if (to === this.#window) return;
    this.#handledBefore = to === this.#window + 1 ? this.#handled : 0;
    this.#handled = 0;
    this.#window = to;
  }
}

function windowOf(now: number): number {
  return Math.floor(now / window);
}
