import type { Clock, Timer } from "../../../../base/clock.ts";

/** How long a node may be silent before it is lost, and how often the real controller looks; ms. */
const gracePeriod = 50_000;
const monitorPeriod = 5000;

/** Tells when a node has been silent for too long, at the instants at which the real controller would notice. */
export class Heartbeats {
  readonly #clock: Clock;
  readonly #onSilence: (node: string) => void;
  readonly #nodes = new Map<string, { last: number; timer: Timer }>();

  constructor(clock: Clock, onSilence: (node: string) => void) {
    this.#clock = clock;
    this.#onSilence = onSilence;
  }

  /** Called often: it only notes the time. */
  beat(node: string): void {
    const now = this.#clock.now();
    const known = this.#nodes.get(node);
    if (known === undefined) this.#nodes.set(node, { last: now, timer: this.#watch(node, now) });
    else known.last = now;
  }

  forget(node: string): void {
    this.#nodes.get(node)?.timer.cancel();
    this.#nodes.delete(node);
  }

  stop(): void {
    for (const { timer } of this.#nodes.values()) timer.cancel();
    this.#nodes.clear();
  }

  #watch(node: string, last: number): Timer {
    const due = Math.ceil((last + gracePeriod) / monitorPeriod) * monitorPeriod;
    return this.#clock.schedule(due - this.#clock.now(), () => this.#check(node));
  }

  /** A silent node is looked at again and again, since it may be made to look alive without a heartbeat. */
  #check(node: string): void {
    const known = this.#nodes.get(node);
    if (known === undefined) return;
    const now = this.#clock.now();
    const isSilent = now - known.last >= gracePeriod;
    known.timer = this.#watch(node, isSilent ? now : known.last);
    if (isSilent) this.#onSilence(node);
  }
}
