import { append, type Series, type Stretch } from "./series.ts";
import { follows, type Slice } from "./slices.ts";

/** Slices over which the share of bad requests is taken, so that one bad request of a few is no outage. */
export const windowLength = 10;

/**
 * Whether a region's users are served as the SLO promises, second by second. A second is bad when it has too many bad
 * requests itself *and* lies in a window of ten seconds that has too many on the whole: windows alone would smear the
 * begin and the end of an outage over ten seconds, single seconds would call each bad request of twenty an outage. Ten
 * seconds without any request say nothing.
 * @param budget share of requests that may be bad, 0 to 1
 */
export function usersSeries(slices: readonly Slice[], budget: number): Series {
  const series: Stretch[] = [];
  for (let begin = 0; begin < slices.length;) {
    let end = begin + 1;
    while (end < slices.length && follows(slices[end - 1]!, slices[end]!)) end++;
    const run = slices.slice(begin, end);
    const { violated, asked } = windowsOver(run, budget);
    for (const [index, { from, to, offered, bad }] of run.entries()) {
      const value = violated[index] && isOver(bad, offered, budget) ? "bad" : asked[index] ? "ok" : "unknown";
      append(series, { from, to: index + 1 < run.length ? run[index + 1]!.from : to, value });
    }
    begin = end;
  }
  return series;
}

/** Which slices of a run without gaps lie in a window that is violated, and in one that had any request. */
function windowsOver(run: readonly Slice[], budget: number) {
  const violated = new Uint8Array(run.length);
  const asked = new Uint8Array(run.length);
  const width = Math.min(windowLength, run.length);
  let offered = 0;
  let bad = 0;
  for (const [last, slice] of run.entries()) {
    const first = last - width + 1;
    offered += slice.offered - (run[first - 1]?.offered ?? 0);
    bad += slice.bad - (run[first - 1]?.bad ?? 0);
    if (first < 0) continue;
    if (offered > 0) asked.fill(1, first, last + 1);
    if (isOver(bad, offered, budget)) violated.fill(1, first, last + 1);
  }
  return { violated, asked };
}

/** Sums of shares such as 1 − 0.99 are not exact. */
const roundingError = 1e-9;

function isOver(bad: number, offered: number, budget: number): boolean {
  return offered > 0 && bad / offered > budget + roundingError;
}
