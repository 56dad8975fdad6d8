import type { Clock } from "../base/clock.ts";

/**
 * Aborts a signal when the time is up, unless it is disposed of before. It sleeps instead of setting a timer: virtual time
 * stops for whoever sleeps, and so for what the signal sets going.
 */
export class Deadline implements Disposable {
  readonly #over = new AbortController();
  readonly #done = new AbortController();

  /** @param wait ms of drill time. */
  constructor(clock: Clock, wait: number, message: string) {
    clock.sleep(wait, this.#done.signal).then(
      () => this.#over.abort(new Error(message)),
      () => undefined,
    );
  }

  get signal(): AbortSignal {
    return this.#over.signal;
  }

  [Symbol.dispose](): void {
    this.#done.abort();
  }
}
