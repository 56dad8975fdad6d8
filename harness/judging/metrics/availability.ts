import type { Period } from "../series/series.ts";
import { sliceLength, type Slice } from "../series/slices.ts";

export interface Availability {
  readonly offered: number;
  readonly bad: number;
  /** Seconds with a larger share of bad requests than the SLO leaves. */
  readonly badSeconds: number;
  /** ms of the period without any slice, beyond what its edges cut. */
  readonly missing: number;
}

/** The second in which the drill stops watching is not whole, and its answers may come late. */
const edge = { from: sliceLength, to: 2 * sliceLength };

/** Counts the slices that lie wholly within the period. @param budget share of requests that may be bad */
export function availabilityOf(slices: readonly Slice[], period: Period, budget: number): Availability {
  let [offered, bad, badSeconds, missing] = [0, 0, 0, 0];
  let covered = period.from;
  let slack = edge.from;
  for (const slice of slices) {
    if (slice.from < period.from || slice.to > period.to) continue;
    offered += slice.offered;
    bad += slice.bad;
    if (slice.bad > budget * slice.offered + 1e-9) badSeconds++;
    if (slice.from - covered >= slack) missing += slice.from - covered;
    covered = slice.to;
    slack = sliceLength / 2;
  }
  if (period.to - covered > edge.to) missing += period.to - covered;
  return { offered, bad, badSeconds, missing };
}
