export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Two-sided standard normal quantile for 95 %. */
const z95 = 1.959963984540054;

/**
 * 95 % interval of a share from `successes` of `trials`, after Wilson (1927): never leaves 0 to 1, and says something for
 * 0 and for all. No trials say nothing: 0 to 1.
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (trials === 0) return { low: 0, high: 1 };
  const share = successes / trials;
  const z2 = z95 * z95;
  const centre = share + z2 / (2 * trials);
  const spread = z95 * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials));
  const scale = 1 + z2 / trials;
  // Without the exceptions rounding would leave 0 and 1 just missed.
  return {
    low: successes === 0 ? 0 : (centre - spread) / scale,
    high: successes === trials ? 1 : (centre + spread) / scale,
  };
}
