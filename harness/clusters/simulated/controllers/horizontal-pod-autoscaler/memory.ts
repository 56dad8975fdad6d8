interface Recommendation {
  readonly replicas: number;
  /** Drill time. */
  readonly at: number;
}

/** A change of the number of replicas that an autoscaler with a behaviour has made. */
export interface ScaleEvent {
  readonly change: number;
  readonly at: number;
}

/** What the controller manager remembers of one autoscaler, and forgets when it restarts. */
export class Memory {
  readonly ups: ScaleEvent[] = [];
  readonly downs: ScaleEvent[] = [];
  #recommendations: Recommendation[] = [];

  /** The replicas that are found at first count as recommended. */
  begin(replicas: number, at: number): void {
    if (this.#recommendations.length === 0) this.#recommendations.push({ replicas, at });
  }

  /** Recommendations of the last `window` ms. */
  since(window: number, now: number): readonly number[] {
    return this.#recommendations.filter(({ at }) => now - at < window).map(({ replicas }) => replicas);
  }

  /** @param keep ms after which a recommendation is of no use any more */
  recommend(replicas: number, at: number, keep: number): void {
    this.#recommendations = this.#recommendations.filter((one) => at - one.at < keep);
    this.#recommendations.push({ replicas, at });
  }

  /** @param keep ms after which a change is of no use any more, in each direction */
  scaled(from: number, to: number, at: number, keep: { readonly up: number; readonly down: number }): void {
    const [events, longest] = to > from ? [this.ups, keep.up] : [this.downs, keep.down];
    const fresh = events.filter((event) => at - event.at < longest);
    events.splice(0, events.length, ...fresh, { change: Math.abs(to - from), at });
  }
}
