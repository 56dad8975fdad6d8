/** A pending callback; cancelling one that has run, or twice, does nothing. */
export interface Timer {
  cancel(): void;
}

/**
 * The only source of time. Instants and durations are whole milliseconds of *drill time*: monotonic, 0 when the clock was
 * made; delays are rounded.
 * Global timers (`setTimeout`, `Date.now`, `performance.now`) are not used outside this folder.
 */
export interface Clock {
  readonly kind: "virtual" | "real";
  /** Drill time per wall time: 1 unless the simulated world runs faster. */
  readonly speed: number;
  /** Milliseconds since the clock was made. */
  now(): number;
  /** The calendar time that API objects carry as timestamps. */
  wallTime(): Date;
  /** Runs `callback` after `delay` ms of drill time. The callback is synchronous; it must not throw. */
  schedule(delay: number, callback: () => void): Timer;
  /** Resolves after `delay` ms of drill time; rejects with the signal's reason when aborted. */
  sleep(delay: number, signal?: AbortSignal): Promise<void>;
}
