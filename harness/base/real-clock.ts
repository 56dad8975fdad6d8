import type { Clock, Timer } from "./clock.ts";

/** Longest delay that a Node timer takes; longer ones are split. */
const longestDelay = 2 ** 31 - 1;

/** Wall time, from a monotonic source. With `speed` N every delay of the drill takes a Nth of its length. */
export class RealClock implements Clock {
  readonly kind = "real";
  readonly speed: number;
  readonly #start = performance.now();

  constructor(speed = 1) {
    this.speed = speed;
  }

  now(): number {
    return Math.floor((performance.now() - this.#start) * this.speed);
  }

  /** Calendar time is not sped up: outside programs compare timestamps with their own clock. */
  wallTime(): Date {
    return new Date();
  }

  schedule(delay: number, callback: () => void): Timer {
    const due = this.now() + Math.max(0, delay);
    let handle: NodeJS.Timeout;
    const arm = () => {
      const rest = Math.max(0, due - this.now()) / this.speed;
      handle = setTimeout(rest > longestDelay ? arm : callback, Math.min(rest, longestDelay));
    };
    arm();
    return { cancel: () => clearTimeout(handle) };
  }

  sleep(delay: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const onAbort = () => {
        timer.cancel();
        reject(signal!.reason as Error);
      };
      const timer = this.schedule(delay, () => {
        signal?.removeEventListener("abort", onAbort);
        resolve();
      });
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  }
}
