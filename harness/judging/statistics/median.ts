import type { Interval } from "./wilson.ts";

/** Percentile by linear interpolation between the closest ranks; undefined for no values. @param share 0 to 1 */
export function percentile(values: readonly number[], share: number): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const rank = share * (sorted.length - 1);
  const below = Math.floor(rank);
  const [low, high] = [sorted[below]!, sorted[Math.ceil(rank)]!];
  // Equal values, which infinities may be, are not subtracted.
  return low === high ? low : low + (high - low) * (rank - below);
}

export function median(values: readonly number[]): number | undefined {
  return percentile(values, 0.5);
}

/**
 * Interval that holds the median with at least 95 % confidence whatever the distribution: the narrowest pair of order
 * statistics by the binomial sign test. Undefined below 6 values, which no pair is enough for.
 */
export function medianInterval(values: readonly number[]): Interval | undefined {
  const n = values.length;
  const sorted = values.toSorted((a, b) => a - b);
  let best: Interval | undefined;
  // P(X ≤ k) of a binomial with n and 1/2, summed up rank by rank; in logarithms, as 2^-n underflows for large n.
  let tail = 0;
  let logTerm = -n * Math.LN2;
  for (let k = 0; k < n / 2; k++) {
    tail += Math.exp(logTerm);
    if (2 * tail > 0.05) break;
    best = { low: sorted[k]!, high: sorted[n - 1 - k]! };
    logTerm += Math.log((n - k) / (k + 1));
  }
  return best;
}
