import type { Timer } from "../../../base/clock.ts";
import type { Probe } from "../kinds/pod.ts";
import type { Lifetime } from "./lifetime.ts";

export type ProbeAnswer = { readonly ok: true } | { readonly ok: false; readonly output: string };

/** What a prober asks; all of it as of now. */
export interface ProbeTarget {
  /** The container that runs and when it started, drill time; undefined when none does. */
  container(): { readonly id: string; readonly startedAt: number } | undefined;
  /** False while a startup probe has to succeed first, or when this probe has nothing more to find out. */
  isDue(): boolean;
  answer(): ProbeAnswer;
  /** Drill time at which the answer changes by itself; undefined is never. */
  answerChangesAt(): number | undefined;
  /** A probe failed, whether or not that changes anything. */
  failed(output: string): void;
  /** So many probes in a row agreed that their result counts. */
  settled(success: boolean): void;
}

/**
 * One probe of one container, asked at a fixed period as the kubelet's probe worker does. Ticks at which nothing can
 * happen are skipped: while the answer is a success that cannot change by itself, no timer runs.
 */
export class Prober {
  readonly #lifetime: Lifetime;
  readonly #target: ProbeTarget;
  readonly #period: number;
  readonly #initialDelay: number;
  readonly #thresholds: { readonly success: number; readonly failure: number };
  /** Whether a result that counts ends the probing of this container: startup, and liveness when it fails. */
  readonly #holdsAfter: "nothing" | "failure" | "anything";
  #base: number;
  #timer: Timer | undefined;
  #container: string | undefined;
  #last: boolean | undefined;
  #streak = 0;
  #onHold = false;
  #stopped = false;

  constructor(
    lifetime: Lifetime,
    {
      probe,
      target,
      holdsAfter,
    }: { probe: Probe; target: ProbeTarget; holdsAfter: "nothing" | "failure" | "anything" },
  ) {
    this.#lifetime = lifetime;
    this.#target = target;
    this.#period = (probe.periodSeconds ?? 10) * 1000;
    this.#initialDelay = (probe.initialDelaySeconds ?? 0) * 1000;
    this.#thresholds = { success: probe.successThreshold ?? 1, failure: probe.failureThreshold ?? 3 };
    this.#holdsAfter = holdsAfter;
    this.#base = lifetime.now();
  }

  /** Something that the prober depends on has changed: finds the next tick that matters. */
  wake(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    const earliest = this.#nextOfInterest();
    if (earliest === undefined) return;
    const now = this.#lifetime.now();
    const ticks = Math.max(
      Math.ceil((earliest - this.#base) / this.#period),
      Math.floor((now - this.#base) / this.#period) + 1,
    );
    this.#timer = this.#lifetime.after(this.#base + ticks * this.#period - now, () => this.#tick());
  }

  /** Probes right away and counts the period from now: the kubelet does so when it reports an unready container. */
  trigger(): void {
    if (this.#stopped) return;
    this.#base = this.#lifetime.now();
    this.#timer?.cancel();
    this.#timer = this.#lifetime.after(0, () => this.#tick());
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  /** Drill time from which a probe might do something; undefined while it waits for a `wake`. */
  #nextOfInterest(): number | undefined {
    const container = this.#target.container();
    if (this.#stopped || container === undefined || !this.#target.isDue()) return undefined;
    const fresh = container.id !== this.#container;
    if (this.#onHold && !fresh) return undefined;
    const from = Math.max(this.#lifetime.now(), container.startedAt + this.#initialDelay);
    const steady = !fresh && this.#last === true && this.#streak >= this.#thresholds.success;
    if (!steady) return from;
    const change = this.#target.answerChangesAt();
    return change === undefined ? undefined : Math.max(from, change);
  }

  #tick(): void {
    const container = this.#target.container();
    if (container !== undefined && container.id !== this.#container) {
      this.#container = container.id;
      this.#onHold = false;
    }
    const early = container === undefined || this.#lifetime.now() < container.startedAt + this.#initialDelay;
    if (!early && !this.#onHold && this.#target.isDue()) this.#probe();
    this.wake();
  }

  #probe(): void {
    const answer = this.#target.answer();
    if (!answer.ok) this.#target.failed(answer.output);
    this.#streak = this.#last === answer.ok ? this.#streak + 1 : 1;
    this.#last = answer.ok;
    if (this.#streak < (answer.ok ? this.#thresholds.success : this.#thresholds.failure)) return;
    if (this.#holdsAfter === "anything" || (this.#holdsAfter === "failure" && !answer.ok)) {
      this.#onHold = true;
      this.#streak = 0;
    }
    this.#target.settled(answer.ok);
  }
}
