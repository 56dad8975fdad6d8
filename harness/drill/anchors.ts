import type { Clock } from "../base/clock.ts";
import type { Anchor, AnchorEvent } from "../scenario/anchor.ts";
import type { TimelineEvent } from "../timeline/events.ts";

interface Waiter {
  readonly on: AnchorEvent;
  readonly fire: () => void;
}

/** Turns what happens on the timeline into the events that scenarios hang faults and procedures on. */
export class Anchors {
  readonly #clock: Clock;
  /** Version whose rollout is the last one: only then is the rollout of the scenario finished. */
  readonly #lastRelease: string;
  readonly #fired = new Set<string>();
  readonly #progress = new Map<string, number>();
  #waiters: Waiter[] = [];

  constructor(clock: Clock, lastRelease: string) {
    this.#clock = clock;
    this.#lastRelease = lastRelease;
  }

  /** Whether the event has come, whatever the delay after it. */
  has(on: AnchorEvent): boolean {
    return on.event === "updated" ? (this.#progress.get(on.cluster) ?? -1) >= on.share : this.#fired.has(keyOf(on));
  }

  /** Resolves at the anchor's instant. Rejects when aborted. */
  async reached(anchor: Anchor, signal: AbortSignal): Promise<void> {
    if (!this.has(anchor.on))
      await new Promise<void>((resolve, reject) => {
        signal.throwIfAborted();
        const onAbort = () => reject(signal.reason as Error);
        signal.addEventListener("abort", onAbort, { once: true });
        this.#waiters.push({
          on: anchor.on,
          fire: () => {
            signal.removeEventListener("abort", onAbort);
            resolve();
          },
        });
      });
    if (anchor.delay > 0) await this.#clock.sleep(anchor.delay, signal);
  }

  /** @param share of a cluster's replicas that run the release, 0 to 1. */
  progress(cluster: string, share: number): void {
    if (share <= (this.#progress.get(cluster) ?? -1)) return;
    this.#progress.set(cluster, share);
    this.#release();
  }

  note(event: TimelineEvent): void {
    for (const on of this.#eventsOf(event)) this.#fired.add(keyOf(on));
    this.#release();
  }

  /** The first bad answer to a user is not an event of the timeline but follows from many. */
  impact(): void {
    this.#fired.add("impact");
    this.#release();
  }

  #release(): void {
    const due = this.#waiters.filter(({ on }) => this.has(on));
    if (due.length === 0) return;
    this.#waiters = this.#waiters.filter((waiter) => !due.includes(waiter));
    void this.#clock.sleep(0).then(() => {
      for (const { fire } of due) fire();
    });
  }

  #eventsOf(event: TimelineEvent): AnchorEvent[] {
    switch (event.type) {
      case "baselineProven":
      case "rolloutStarted":
      case "detected":
      case "procedureStarted":
      case "procedureFinished":
        return [{ event: event.type }];
      case "rolloutFinished":
        return event.to === this.#lastRelease ? [{ event: "rolloutFinished" }] : [];
      case "procedureStepStarted":
        return [
          { event: "procedureStep", step: event.step },
          { event: "procedureStep", step: event.title },
        ];
      case "faultActive":
        return [{ event: "faultActive", fault: event.fault }];
      case "faultHealed":
        return [{ event: "faultHealed", fault: event.fault }];
      default:
        return [];
    }
  }
}

function keyOf(on: AnchorEvent): string {
  switch (on.event) {
    case "procedureStep":
      return `procedureStep ${JSON.stringify(on.step)}`;
    case "faultActive":
    case "faultHealed":
      return `${on.event} ${on.fault}`;
    default:
      return on.event;
  }
}
