import { describe, expect, test } from "vitest";
import { judged } from "../../fixtures/timelines/findings.ts";
import { draw } from "../../fixtures/timelines/sketch.ts";
import { summarise } from "./summary.ts";
import type { Measured, Verdict, VerdictWord } from "./verdict.ts";

const drawn = judged(draw());
const run = (seed: number, verdict: VerdictWord, timeToRecover: Measured, procedure = "undo"): Verdict => ({
  ...drawn,
  seed,
  verdict,
  procedure,
  fleet: { ...drawn.fleet, timeToRecover },
});
const after = (value: number): Measured => ({ state: "measured", value });
const never: Measured = { state: "exceeded", limit: 900 };

describe("several runs", () => {
  test("are summed up by scenario and procedure", () => {
    const summaries = summarise([
      run(1, "pass", after(1)),
      run(1, "fail", after(1), "other"),
      run(2, "pass", after(2)),
    ]);
    expect(summaries.map(({ procedure, runs, passed, failed }) => [procedure, runs, passed, failed])).toEqual([
      ["undo", 2, 2, 0],
      ["other", 1, 0, 1],
    ]);
  });

  test("count invalid and aborted ones, and neither for nor against", () => {
    const [summary] = summarise([
      run(1, "pass", after(10)),
      run(2, "invalid", after(99)),
      run(3, "aborted", after(99)),
    ]);
    expect(summary).toMatchObject({
      runs: 3,
      invalid: 2,
      passed: 1,
      failed: 0,
      invalidSeeds: [2, 3],
      failingSeeds: [],
    });
    expect(summary!.timeToRecover.max).toEqual(after(10));
    expect(summary!.passInterval.low).toBeCloseTo(0.2065, 4);
  });

  test("keep runs that did not recover as longer than all others", () => {
    const runs = [after(100), after(200), after(300), never, after(400)].map((time, seed) =>
      run(seed, time === never ? "fail" : "pass", time),
    );
    expect(summarise(runs)[0]!.timeToRecover).toEqual({
      median: after(300),
      medianInterval: undefined,
      p90: never,
      min: after(100),
      max: never,
    });
    expect(summarise(runs)[0]!.failingSeeds).toEqual([3]);
  });

  test("have an interval of the median from six runs on", () => {
    const runs = [6, 1, 5, 2, 4, 3].map((value) => run(value, "pass", after(value)));
    expect(summarise(runs)[0]!.timeToRecover).toMatchObject({
      median: after(3.5),
      medianInterval: { low: 1, high: 6 },
    });
  });

  test("without a run that counts have no times", () => {
    expect(summarise([run(1, "invalid", after(1))])[0]!.timeToRecover.median).toEqual({
      state: "unknown",
      why: "no run that counts has a time",
    });
  });
});
