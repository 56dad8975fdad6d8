import type { Clock, Timer } from "../../../../base/clock.ts";
import type { Random } from "../../../../base/random.ts";
import { AwaitingWebhook } from "../../api/admission/webhooks/rounds.ts";
import { StatusError } from "../../api/status-error.ts";

export interface WorkQueueOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Brings one object up to date. A `StatusError` means: try again later. Anything else is a bug and is not caught. */
  readonly reconcile: (key: string) => void;
  /** Failures in a row after which a key is dropped until something else enqueues it. */
  readonly maxRetries?: number;
}

/** Ms from being enqueued to being looked at: what a real controller manager takes on an idle machine. */
const latency = { from: 1, to: 8 };
/** First retry and longest wait between two, ms; doubled in between (client-go's default rate limiter). */
const firstRetry = 5;
const longestRetry = 1_000_000;

/** Keys to look at, each at most once at a time, each a little after it was added. */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #due = new Map<string, Timer>();
  readonly #later = new Map<string, { readonly at: number; readonly timer: Timer }>();
  readonly #failures = new Map<string, number>();
  #stopped = false;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
  }

  add(key: string): void {
    if (this.#stopped || this.#due.has(key)) return;
    const { clock, random } = this.#options;
    const delay = random.between(latency.from, latency.to);
    this.#due.set(
      key,
      clock.schedule(delay, () => this.#work(key)),
    );
  }

  /** Adds the key after `delay` ms; of several such wishes the earliest counts. */
  addAfter(key: string, delay: number): void {
    if (this.#stopped) return;
    const { clock } = this.#options;
    const at = clock.now() + delay;
    const waiting = this.#later.get(key);
    if (waiting !== undefined && waiting.at <= at) return;
    waiting?.timer.cancel();
    const timer = clock.schedule(delay, () => {
      this.#later.delete(key);
      this.add(key);
    });
    this.#later.set(key, { at, timer });
  }

  /** Adds the key after the delay that its failures so far call for; a success forgets them. */
  retry(key: string): void {
    const failures = this.#failures.get(key) ?? 0;
    if (failures >= (this.#options.maxRetries ?? Infinity)) {
      this.#failures.delete(key);
      return;
    }
    this.#failures.set(key, failures + 1);
    this.addAfter(key, Math.min(firstRetry * 2 ** failures, longestRetry));
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#due.values()) timer.cancel();
    for (const { timer } of this.#later.values()) timer.cancel();
    this.#due.clear();
    this.#later.clear();
  }

  #work(key: string): void {
    this.#due.delete(key);
    try {
      this.#options.reconcile(key);
      this.#failures.delete(key);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      if (error instanceof AwaitingWebhook) void error.answered.then(() => this.add(key));
      else this.retry(key);
    }
  }
}
