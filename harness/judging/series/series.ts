import type { ProbeValue } from "../../probes/probe.ts";

/** A value that held from `from` until before `to`, drill ms. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly value: ProbeValue;
}

/** Stretches in their order, not overlapping. Time that none covers is unknown. */
export type Series = readonly Stretch[];

export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Adds a stretch, joining it to the last one when it goes on with the same value. */
export function append(series: Stretch[], stretch: Stretch): void {
  const last = series.at(-1);
  if (last !== undefined && last.value === stretch.value && last.to >= stretch.from)
    series[series.length - 1] = { ...last, to: stretch.to };
  else if (stretch.to > stretch.from) series.push(stretch);
}

/** When the value was first bad within the period; undefined if it never was. */
export function firstBad(series: Series, { from, to }: Period): number | undefined {
  const found = series.find((stretch) => stretch.value === "bad" && stretch.to > from && stretch.from < to);
  return found && Math.max(from, found.from);
}

/** When the value was first not known within the period; undefined if it always was. */
export function firstUnknown(series: Series, { from, to }: Period): number | undefined {
  let known = from;
  for (const stretch of series) {
    if (stretch.to <= known) continue;
    if (known >= to) break;
    if (stretch.from > known || stretch.value === "unknown")
      return Math.max(known, stretch.value === "unknown" ? stretch.from : known);
    known = stretch.to;
  }
  return known < to ? known : undefined;
}

/** Until when the value was bad within the period; undefined if it never was. */
export function lastBad(series: Series, { from, to }: Period): number | undefined {
  const found = series.findLast((stretch) => stretch.value === "bad" && stretch.to > from && stretch.from < to);
  return found && Math.min(to, found.to);
}

/** From when on the value is ok without a break, up to the end of the period; its end when it is not ok there. */
export function okSince(series: Series, { from, to }: Period): number {
  let since = to;
  for (let index = series.length - 1; index >= 0 && since > from; index--) {
    const stretch = series[index]!;
    if (stretch.from >= to) continue;
    if (stretch.to < since || stretch.value !== "ok") break;
    since = stretch.from;
  }
  return Math.max(from, since);
}

/** The series with its last stretch lengthened to `to`, when no more than `slack` ms are missing. */
export function extended(series: Series, to: number, slack: number): Series {
  const last = series.at(-1);
  if (last === undefined || last.to >= to || to - last.to > slack) return series;
  return [...series.slice(0, -1), { ...last, to }];
}
