import type { Timer } from "../clock.ts";
import { RealClock } from "../real-clock.ts";

/** Real ms between two looks at the time. */
const period = 10;
/** Real ms that pass at most from one look to the next, however long it took. */
const longestStep = 2 * period;

/**
 * Real time that waits for a process which cannot run: what a busy machine takes away does not count. So a cluster that is
 * sped up keeps its deadlines while its clients, who share the machine with it, are as late as it is itself.
 */
export class PatientClock extends RealClock implements Disposable {
  readonly #ticks: NodeJS.Timeout;
  readonly #started = Date.now();
  #passed = 0;
  #looked = performance.now();

  constructor(speed: number) {
    super(speed);
    this.#ticks = setInterval(() => this.#look(), period).unref();
  }

  override now(): number {
    return Math.floor((this.#passed + this.#step()) * this.speed);
  }

  /** The calendar is as late as the clock is. */
  override wallTime(): Date {
    return new Date(this.#started + this.now() / this.speed);
  }

  override schedule(delay: number, callback: () => void): Timer {
    const due = this.now() + Math.max(0, delay);
    let timer: Timer;
    const wait = () => {
      timer = super.schedule(due - this.now(), () => (this.now() < due ? wait() : callback()));
    };
    wait();
    return { cancel: () => timer.cancel() };
  }

  [Symbol.dispose](): void {
    clearInterval(this.#ticks);
  }

  #look(): void {
    this.#passed += this.#step();
    this.#looked = performance.now();
  }

  #step(): number {
    return Math.min(performance.now() - this.#looked, longestStep);
  }
}
