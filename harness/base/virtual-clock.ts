import type { Clock, Timer } from "./clock.ts";

interface Entry {
  readonly at: number;
  readonly order: number;
  callback: (() => void) | undefined;
}

/** Somebody who sleeps and would be woken by an abort. */
interface Sleeper {
  readonly entry: Entry;
  readonly reject: (reason: unknown) => void;
}

/** Everybody who sleeps under one signal. */
interface Sleepers {
  readonly all: Set<Sleeper>;
  readonly onAbort: () => void;
}

/**
 * Resolves when every promise that settles by itself has: a tick that is asked for in a microtask runs when no microtask is
 * left. Asked for elsewhere, in a message's listener say, it would run before them all.
 */
const settle = () => new Promise<void>((resolve) => process.nextTick(resolve));

/** Lets signals and messages from outside through. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Timers that run between two turns. */
const stepsPerTurn = 500;

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
  readonly #sleepers = new Map<AbortSignal, Sleepers>();

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
    const entry = this.#enter(delay, callback);
    return {
      cancel: () => {
        entry.callback = undefined;
      },
    };
  }

  sleep(delay: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    return new Promise((resolve, reject) => {
      const sleepers = signal && this.#sleepersUnder(signal);
      const entry = this.#enter(delay, () => {
        if (sleeper !== undefined) sleepers!.delete(sleeper);
        this.#sleeperWoke = true;
        resolve();
      });
      const sleeper = sleepers && { entry, reject };
      if (sleeper !== undefined) sleepers!.add(sleeper);
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
    await turn();
    for (let steps = 1; !settled; steps++) {
      if (!this.#step()) {
        await turn();
        if (!settled && this.#heap.length === 0) {
          this.#leave();
          throw new Error("virtual time stands still: the drill waits for something outside the simulated world");
        }
        continue;
      }
      const woke = this.#sleeperWoke;
      this.#sleeperWoke = false;
      if (steps % stepsPerTurn === 0) await turn();
      else if (woke) await settle();
    }
    this.#leave();
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

  #enter(delay: number, callback: () => void): Entry {
    const entry = { at: this.#now + Math.max(0, Math.round(delay)), order: this.#order++, callback };
    this.#push(entry);
    return entry;
  }

  /** One listener serves all who sleep under a signal: to add and remove one costs more than a sleep. */
  #sleepersUnder(signal: AbortSignal): Set<Sleeper> {
    const known = this.#sleepers.get(signal);
    if (known !== undefined) return known.all;
    const all = new Set<Sleeper>();
    const onAbort = () => {
      this.#sleepers.delete(signal);
      if (all.size > 0) this.#sleeperWoke = true;
      for (const { entry, reject } of all) {
        entry.callback = undefined;
        reject(signal.reason);
      }
    };
    signal.addEventListener("abort", onAbort, { once: true });
    this.#sleepers.set(signal, { all, onAbort });
    return all;
  }

  /** Signals may live longer than the clock. */
  #leave(): void {
    for (const [signal, { onAbort }] of this.#sleepers) signal.removeEventListener("abort", onAbort);
    this.#sleepers.clear();
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
