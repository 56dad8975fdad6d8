import type { Clock } from "./clock.ts";

export interface UntilOptions {
  readonly clock: Clock;
  /** ms between looks. */
  readonly every: number;
  /** Drill time, ms, after which nobody waits any longer. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/**
 * Looks again and again until `condition` gives something. Resolves with undefined when the deadline passes first, so that
 * a time-out can never be taken for success.
 */
export async function until<T>(
  condition: () => T | undefined | Promise<T | undefined>,
  { clock, every, deadline, signal }: UntilOptions,
): Promise<T | undefined> {
  for (;;) {
    const found = await condition();
    if (found !== undefined) return found;
    if (clock.now() >= deadline) return undefined;
    await clock.sleep(Math.min(every, deadline - clock.now()), signal);
  }
}
