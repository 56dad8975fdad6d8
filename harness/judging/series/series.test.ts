import { describe, expect, test } from "vitest";
import type { ProbeValue } from "../../probes/probe.ts";
import { extended, firstBad, firstUnknown, lastBad, okSince, type Series } from "./series.ts";
import { probeSeries } from "./probe-series.ts";
import { slicesOf, type Slice } from "./slices.ts";
import { usersSeries } from "./users.ts";

/** `ok 0-10, bad 10-20`. */
const series = (text: string): Series =>
  text.split(", ").map((part) => {
    const [value, span = ""] = part.split(" ");
    const [from, to] = span.split("-").map(Number);
    return { value: value as ProbeValue, from: from!, to: to! };
  });
const written = (stretches: Series) => stretches.map(({ value, from, to }) => `${value} ${from}-${to}`).join(", ");
const whole = { from: 0, to: 100 };

describe("a series", () => {
  test("is bad from the first bad moment within a period to the last", () => {
    const found = series("ok 0-10, bad 10-20, ok 20-30, bad 30-40, ok 40-100");
    expect([firstBad(found, whole), lastBad(found, whole)]).toEqual([10, 40]);
    expect([firstBad(found, { from: 15, to: 35 }), lastBad(found, { from: 15, to: 35 })]).toEqual([15, 35]);
    expect([firstBad(found, { from: 20, to: 30 }), lastBad(found, { from: 20, to: 30 })]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test.each([
    ["ok 0-100", undefined],
    ["ok 0-50, bad 50-100", undefined],
    ["ok 0-50, ok 60-100", 50],
    ["ok 10-100", 0],
    ["ok 0-90", 90],
    ["ok 0-50, unknown 50-60, ok 60-100", 50],
    ["unknown 0-100", 0],
  ])("of %s is first unknown at %s", (text, at) => {
    expect(firstUnknown(series(text), whole)).toBe(at);
  });

  test.each([
    ["ok 0-100", 0],
    ["bad 0-40, ok 40-100", 40],
    ["ok 0-40, ok 50-100", 50],
    ["ok 0-40, unknown 40-60, ok 60-100", 60],
    ["ok 0-99", 100],
    ["ok 0-40, bad 40-100", 100],
    ["bad 0-30, ok 30-50, ok 50-120", 30],
  ])("of %s is ok since %s", (text, at) => {
    expect(okSince(series(text), whole)).toBe(at);
  });

  test("may be a little short at its end, and no more", () => {
    expect(written(extended(series("ok 0-98"), 100, 2))).toBe("ok 0-100");
    expect(written(extended(series("ok 0-97"), 100, 2))).toBe("ok 0-97");
    expect(extended([], 100, 2)).toEqual([]);
  });
});

describe("samples of a probe", () => {
  const event = (scheduled: number, value: ProbeValue, samples: number) => ({
    at: scheduled,
    type: "probe" as const,
    cluster: "eu",
    probe: "capacity",
    scheduled,
    value,
    detail: "",
    samples,
  });

  test("go on with the value of the event before for as many ticks as were taken", () => {
    expect(written(probeSeries([event(0, "ok", 0), event(5, "bad", 4), event(6, "ok", 0)], 1))).toBe(
      "ok 0-5, bad 5-6, ok 6-7",
    );
  });

  test("are unknown between two events when a tick between them is missing", () => {
    expect(written(probeSeries([event(0, "ok", 0), event(5, "bad", 3)], 1))).toBe("ok 0-1, bad 5-6");
  });

  test("do not take a value over a lost event, even where the ticks after it are there", () => {
    const all = [event(0, "ok", 0), event(10, "bad", 9), event(12, "ok", 1), event(20, "ok", 7)];
    const lost = all.toSpliced(1, 1);
    expect(written(probeSeries(lost, 1))).toBe("ok 0-1, ok 12-21");
  });

  test("may end between two ticks, when the sampler was stopped there", () => {
    expect(written(probeSeries([event(0, "ok", 0), event(5.4, "ok", 5)], 1))).toBe("ok 0-6.4");
  });
});

describe("users", () => {
  const seconds = (bad: readonly number[], from = 0): Slice[] =>
    bad.map((count, index) => ({
      from: from + index * 1_000,
      to: from + (index + 1) * 1_000,
      offered: 20,
      bad: count,
      byVersion: {},
    }));
  const zeros = (count: number) => Array<number>(count).fill(0);
  const judge = (slices: readonly Slice[]) => written(usersSeries(slices, 0.01));

  test("are served as long as the share of bad requests in ten seconds stays within the budget", () => {
    expect(judge(seconds([...zeros(10), 1, ...zeros(4), 1, ...zeros(10)]))).toBe("ok 0-26000");
  });

  test("are hit from the first second with too many bad requests to the last, and not ten seconds longer", () => {
    expect(judge(seconds([...zeros(15), 6, 6, 6, ...zeros(15)]))).toBe("ok 0-15000, bad 15000-18000, ok 18000-33000");
  });

  test("are hit by many small failures too", () => {
    expect(judge(seconds([...zeros(10), 1, 0, 1, 0, 1, ...zeros(10)]))).toBe(
      "ok 0-10000, bad 10000-11000, ok 11000-12000, bad 12000-13000, ok 13000-14000, bad 14000-15000, ok 15000-25000",
    );
  });

  test("of a stretch shorter than ten seconds are judged by what there is", () => {
    expect(judge(seconds([0, 3, 0]))).toBe("ok 0-1000, bad 1000-2000, ok 2000-3000");
  });

  test("are unknown where seconds are missing, and where nobody asked anything", () => {
    expect(judge([...seconds(zeros(12)), ...seconds(zeros(12), 20_000)])).toBe("ok 0-12000, ok 20000-32000");
    const silent = seconds(zeros(12)).map((slice) => ({ ...slice, offered: 0 }));
    expect(judge(silent)).toBe("unknown 0-12000");
  });
});

describe("slices of load", () => {
  const event = (from: number, length: number, errors = 0) => ({
    at: from + length * 1_000,
    type: "traffic" as const,
    cluster: "eu",
    from,
    seconds: length,
    sent: 20,
    unsent: 1,
    good: 20 - errors,
    late: 0,
    errors,
    refused: 0,
    timedOut: 0,
    byVersion: { v1: 20 },
    p50: 20,
    p99: 25,
  });

  test("are one per second, in their order, unsent requests among the bad", () => {
    const slices = slicesOf([event(2_000, 1, 5), event(0, 2)]);
    expect(slices.map(({ from, to, offered, bad }) => [from, to, offered, bad])).toEqual([
      [0, 1_000, 21, 1],
      [1_000, 2_000, 21, 1],
      [2_000, 3_000, 21, 6],
    ]);
  });

  test("count a second that is reported twice once", () => {
    expect(slicesOf([event(0, 3), event(1_000, 3)]).map(({ from }) => from)).toEqual([0, 1_000, 2_000, 3_000]);
  });
});
