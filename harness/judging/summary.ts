import { median, medianInterval, percentile } from "./statistics/median.ts";
import { wilsonInterval, type Interval } from "./statistics/wilson.ts";
import type { Measured, Verdict, VerdictWord } from "./verdict.ts";

/** Several runs of one scenario with one procedure. */
export interface Summary {
  readonly scenario: string;
  readonly procedure: string;
  /** All runs, those that count for nothing too. */
  readonly runs: number;
  /** Runs that prove nothing: invalid or aborted. */
  readonly invalid: number;
  readonly passed: number;
  readonly failed: number;
  /** Share of passes among the runs that count: 95 % interval. */
  readonly passInterval: Interval;
  /** Fleet time to recover of the runs that count, ms. A run that did not recover counts as longer than all others. */
  readonly timeToRecover: {
    readonly median: Measured;
    /** 95 %; undefined below 6 runs, or when its upper end did not recover. */
    readonly medianInterval: Interval | undefined;
    readonly p90: Measured;
    readonly min: Measured;
    readonly max: Measured;
  };
  readonly failingSeeds: readonly number[];
  readonly invalidSeeds: readonly number[];
}

/** Sums runs up by scenario and procedure, in the order in which these first appear. */
export function summarise(verdicts: readonly Verdict[]): readonly Summary[] {
  return [...Map.groupBy(verdicts, ({ scenario, procedure }) => JSON.stringify([scenario, procedure])).values()].map(
    summariseGroup,
  );
}

function summariseGroup(verdicts: readonly Verdict[]): Summary {
  const { scenario, procedure } = verdicts[0]!;
  const having = (...words: readonly VerdictWord[]) => verdicts.filter(({ verdict }) => words.includes(verdict));
  const counted = having("pass", "fail");
  const passed = having("pass").length;
  const seedsOf = (runs: readonly Verdict[]) => [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b);
  return {
    scenario,
    procedure,
    runs: verdicts.length,
    invalid: verdicts.length - counted.length,
    passed,
    failed: counted.length - passed,
    passInterval: wilsonInterval(passed, counted.length),
    timeToRecover: summariseTimes(counted.map(({ fleet }) => fleet.timeToRecover)),
    failingSeeds: seedsOf(having("fail")),
    invalidSeeds: seedsOf(having("invalid", "aborted")),
  };
}

function summariseTimes(times: readonly Measured[]): Summary["timeToRecover"] {
  const known = times.filter(({ state }) => state === "measured" || state === "exceeded");
  // Medians stay right while fewer than half of the runs did not recover: these are longer than any that did.
  const values = known.map((time) => (time.state === "measured" ? time.value : Infinity));
  const limit = Math.min(...known.flatMap((time) => (time.state === "exceeded" ? [time.limit] : [])));
  const asMeasured = (value: number | undefined): Measured => {
    if (value === undefined) return { state: "unknown", why: "no run that counts has a time" };
    return Number.isFinite(value) ? { state: "measured", value } : { state: "exceeded", limit };
  };
  const interval = medianInterval(values);
  return {
    median: asMeasured(median(values)),
    medianInterval: interval !== undefined && Number.isFinite(interval.high) ? interval : undefined,
    p90: asMeasured(percentile(values, 0.9)),
    min: asMeasured(percentile(values, 0)),
    max: asMeasured(percentile(values, 1)),
  };
}
