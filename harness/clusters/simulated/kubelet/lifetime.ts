import type { Clock, Timer } from "../../../base/clock.ts";
import { elapsedSince } from "../elapsed.ts";

/** What a kubelet has under way dies with its node: timers are cancelled, and callbacks that come after the end do nothing. */
export class Lifetime {
  readonly #clock: Clock;
  readonly #timers = new Set<Timer>();
  #over = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  wallTime(): Date {
    return this.#clock.wallTime();
  }

  /** Ms of drill time since a timestamp of the API. @param owner a UID */
  elapsedSince(timestamp: string, owner: string): number {
    return elapsedSince(timestamp, owner, this.#clock);
  }

  after(delay: number, callback: () => void): Timer {
    const timers = this.#timers;
    const timer = this.#clock.schedule(delay, () => {
      timers.delete(entry);
      if (!this.#over) callback();
    });
    const entry = {
      cancel() {
        timers.delete(entry);
        timer.cancel();
      },
    };
    timers.add(entry);
    return entry;
  }

  guard<A extends unknown[]>(callback: (...values: A) => void): (...values: A) => void {
    return (...values) => {
      if (!this.#over) callback(...values);
    };
  }

  end(): void {
    this.#over = true;
    for (const timer of this.#timers) timer.cancel();
  }
}
