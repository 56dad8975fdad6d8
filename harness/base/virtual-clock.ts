import type { Clock, Timer } from "./clock.ts";

interface Entry {
  readonly at: number;
  readonly order: number;
  callback: (() => void) | undefined;
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Time that stands still unless `run` moves it from one due timer to the next. Timers due at the same instant run in the
 * order in which they were scheduled, so a run is a function of its inputs alone. Code awaited under this clock may wait
 * for `sleep` and for promises that settle without input or output, and for nothing else. A callback of `schedule` that
 * settles a promise somebody awaits does so through `sleep`: only sleepers make time wait for what follows from them.
 */
export class VirtualClock implements Clock {
  readonly kind = "virtual";
  readonly speed = 1;
  readonly #epoch: number;
  readonly #heap: Entry[] = [];
  #now = 0;
  #order = 0;
  #sleeperWoke = false;

  /** @param epoch calendar time of instant 0, in ms since 1970; fixed so that the same seed gives the same timestamps. */
  constructor(epoch: number = Date.UTC(2026, 0, 5, 9)) {
    this.#epoch = epoch;
  }

  now(): number {
    return this.#now;
  }

  wallTime(): Date {
    return new Date(this.#epoch + this.#now);
  }

  schedule(delay: number, callback: () => void): Timer {
    const entry: Entry = { at: this.#now + Math.max(0, Math.round(delay)), order: this.#order++, callback };
    this.#push(entry);
    return {
      cancel: () => {
        entry.callback = undefined;
      },
    };
  }

  sleep(delay: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const onAbort = () => {
        timer.cancel();
        this.#sleeperWoke = true;
        reject(signal!.reason as Error);
      };
      const timer = this.schedule(delay, () => {
        signal?.removeEventListener("abort", onAbort);
        this.#sleeperWoke = true;
        resolve();
      });
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  }

  /**
   * Runs `body`, moving time on whenever it waits, until it settles.
   * @throws Error when the body waits although nothing is scheduled: it awaits something that this clock does not drive.
   */
  async run<T>(body: () => Promise<T>): Promise<T> {
    let settled = false;
    const result = body().finally(() => {
      settled = true;
    });
    result.catch(() => undefined);
    await settle();
    while (!settled) {
      if (!this.#step()) {
        await settle();
        if (!settled && this.#heap.length === 0)
          throw new Error("virtual time stands still: the drill waits for something outside the simulated world");
        continue;
      }
      if (this.#sleeperWoke) {
        this.#sleeperWoke = false;
        await settle();
      }
    }
    return result;
  }

  /** Runs everything due in the next `duration` ms, synchronously; for tests of the simulated world alone. */
  advance(duration: number): void {
    const end = this.#now + duration;
    while (this.#heap.length > 0 && this.#heap[0]!.at <= end) this.#step();
    this.#now = end;
  }

  #step(): boolean {
    const entry = this.#pop();
    if (entry === undefined) return false;
    const { callback } = entry;
    if (callback === undefined) return true;
    this.#now = entry.at;
    entry.callback = undefined;
    callback();
    return true;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(entry, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): Entry | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
