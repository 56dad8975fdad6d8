import type { LoadResult } from "../clusters/driver.ts";

/** One second of one region's users. */
export interface Slice {
  sent: number;
  unsent: number;
  good: number;
  late: number;
  errors: number;
  refused: number;
  timedOut: number;
  byVersion: Record<string, number>;
  latencies: number[];
}

export function emptySlice(): Slice {
  return { sent: 0, unsent: 0, good: 0, late: 0, errors: 0, refused: 0, timedOut: 0, byVersion: {}, latencies: [] };
}

/** @param latencyLimit ms; an ok answer later than this is late. */
export function addResult(slice: Slice, result: LoadResult, latencyLimit: number): void {
  let slow = 0;
  for (const latency of result.latencies) {
    if (latency > latencyLimit) slow++;
    slice.latencies.push(latency);
  }
  const late = Math.min(result.ok, slow);
  slice.sent += result.sent;
  slice.unsent += result.unsent ?? 0;
  slice.good += result.ok - late;
  slice.late += late;
  slice.errors += result.errors;
  slice.refused += result.refused;
  slice.timedOut += result.timedOut;
  for (const version in result.byVersion)
    slice.byVersion[version] = (slice.byVersion[version] ?? 0) + result.byVersion[version]!;
}

/** Requests that users made, answered or not. */
export function offered({ sent, unsent }: Pick<Slice, "sent" | "unsent">): number {
  return sent + unsent;
}

/** Nearest-rank percentile of answered requests, ms; 0 when none was answered. @param sorted in ascending order */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
