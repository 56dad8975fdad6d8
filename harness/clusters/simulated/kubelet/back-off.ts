interface Entry {
  delay: number;
  updatedAt: number;
}

/**
 * Exponential back-off per key, as client-go's flowcontrol.Backoff counts it: every `next` doubles the delay up to the
 * cap, and a key that was left alone for longer than twice the cap starts over. Durations and instants are ms.
 */
export class BackOff {
  readonly #initial: number;
  readonly #cap: number;
  readonly #entries = new Map<string, Entry>();

  constructor(initial: number, cap: number) {
    this.#initial = initial;
    this.#cap = cap;
  }

  /** Counts a failure of `key`: what waits now, measured from `since`, waits longer the next time. */
  next(key: string, { now, since = now }: { readonly now: number; readonly since?: number }): void {
    const entry = this.#entries.get(key);
    if (entry === undefined || this.#expired(entry, since))
      this.#entries.set(key, { delay: this.#initial, updatedAt: now });
    else {
      entry.delay = Math.min(entry.delay * 2, this.#cap);
      entry.updatedAt = now;
    }
  }

  /** Whether the delay that counts from the last `next` has not passed yet: how image pulls wait. */
  waitsSinceUpdate(key: string, now: number): boolean {
    const entry = this.#entries.get(key);
    return entry !== undefined && !this.#expired(entry, now) && now - entry.updatedAt < entry.delay;
  }

  /** Whether the delay that counts from `since` has not passed yet: how restarts wait, from the time of the exit. */
  waitsSince(key: string, since: number, now: number): boolean {
    const entry = this.#entries.get(key);
    return entry !== undefined && !this.#expired(entry, since) && now - since < entry.delay;
  }

  /** The current delay of a key, 0 when it has none. */
  delay(key: string): number {
    return this.#entries.get(key)?.delay ?? 0;
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  #expired(entry: Entry, at: number): boolean {
    return at - entry.updatedAt > 2 * this.#cap;
  }
}
