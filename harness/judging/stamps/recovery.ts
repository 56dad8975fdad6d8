import { lastBad, okSince, type Period, type Series } from "../series/series.ts";

/** When something was well again, as far as can be known. Drill ms. */
export interface Recovery {
  /** It was not before this: until then it was seen to be bad. */
  readonly notBefore: number;
  /** From here on it is known to be well, for at least as long as it must hold; undefined when that was not seen. */
  readonly at: number | undefined;
}

/**
 * The earliest moment of `watched` after which all series are ok to its end, for at least `hold` ms. A relapse makes the
 * moment later. Unknown is never ok: `at` comes after the last gap, `notBefore` only after the last bad moment.
 * @param resolution ms that the samples leave open
 */
export function recoveryOf(series: readonly Series[], watched: Period, hold: number, resolution: number): Recovery {
  const notBefore = Math.max(watched.from, ...series.map((one) => lastBad(one, watched) ?? watched.from));
  const since = Math.max(watched.from, ...series.map((one) => okSince(one, watched)));
  return { notBefore, at: watched.to - since >= hold - resolution ? since : undefined };
}
