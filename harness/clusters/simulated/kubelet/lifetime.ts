import type { Clock, Timer } from "../../../base/clock.ts";

/** What a kubelet has under way dies with its node: callbacks that come due after the end do nothing. */
export class Lifetime {
  readonly #clock: Clock;
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

  after(delay: number, callback: () => void): Timer {
    return this.#clock.schedule(delay, () => {
      if (!this.#over) callback();
    });
  }

  guard<A extends unknown[]>(callback: (...values: A) => void): (...values: A) => void {
    return (...values) => {
      if (!this.#over) callback(...values);
    };
  }

  end(): void {
    this.#over = true;
  }
}
