import type { EventOf } from "../../timeline/events.ts";

/** ms of a slice. */
export const sliceLength = 1_000;

/** Slices whose starts are less than this apart from where they are expected, ms, follow each other. */
const tolerance = sliceLength / 2;

/** One second of one region's users. */
export interface Slice {
  /** Drill time, ms. */
  readonly from: number;
  readonly to: number;
  /** Requests that users made, sent or not. */
  readonly offered: number;
  /** Failed, late or never sent. */
  readonly bad: number;
  readonly byVersion: Readonly<Record<string, number>>;
}

/** A region's slices in their order. Seconds that are reported twice count once; those that are not reported are missing. */
export function slicesOf(events: readonly EventOf<"traffic">[]): Slice[] {
  const slices: Slice[] = [];
  let end = -Infinity;
  for (const { from, seconds, sent, unsent, good, byVersion } of events.toSorted((a, b) => a.from - b.from)) {
    const offered = sent + unsent;
    for (let second = 0; second < seconds; second++) {
      const start = from + second * sliceLength;
      if (start < end - tolerance) continue;
      end = start + sliceLength;
      slices.push({ from: start, to: end, offered, bad: offered - good, byVersion });
    }
  }
  return slices;
}

/** Whether `next` follows `slice` without a gap. */
export function follows(slice: Slice, next: Slice): boolean {
  return next.from - slice.to < tolerance;
}
