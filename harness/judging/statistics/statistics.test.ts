import { describe, expect, test } from "vitest";
import { fc } from "../../base/testing/properties.ts";
import { mannWhitney } from "./mann-whitney.ts";
import { median, medianInterval, percentile } from "./median.ts";
import { wilsonInterval } from "./wilson.ts";

describe("the Wilson interval", () => {
  test.each([
    [10, 10, 0.7225, 1],
    [0, 10, 0, 0.2775],
    [5, 10, 0.2366, 0.7634],
    [81, 263, 0.2553, 0.3662],
    [59, 59, 0.9389, 1],
  ])("of %d of %d is %f to %f", (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  test("of nothing is everything", () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });

  test("holds the share, lies within 0 and 1, and mirrors when successes and failures change places", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }).chain((n) => fc.tuple(fc.nat(n), fc.constant(n))),
        ([k, n]) => {
          const { low, high } = wilsonInterval(k, n);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(k / n);
          expect(high).toBeGreaterThanOrEqual(k / n);
          expect(high).toBeLessThanOrEqual(1);
          expect(wilsonInterval(n - k, n).low).toBeCloseTo(1 - high, 12);
        },
      ),
    );
  });
});

describe("percentiles", () => {
  test("interpolate between the closest ranks", () => {
    expect(percentile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 0.9)).toBe(10);
    expect(median([7])).toBe(7);
    expect(median([])).toBeUndefined();
  });

  test("stay right while fewer than half of the values are beyond all measure", () => {
    expect(median([1, 2, 3, Infinity, Infinity])).toBe(3);
    expect(median([1, Infinity, Infinity])).toBe(Infinity);
    expect(percentile([1, Infinity, Infinity], 1)).toBe(Infinity);
  });
});

describe("the interval of a median", () => {
  test("needs six values, and is their range then", () => {
    expect(medianInterval([1, 2, 3, 4, 5])).toBeUndefined();
    expect(medianInterval([6, 1, 5, 2, 4, 3])).toEqual({ low: 1, high: 6 });
  });

  // Ranks of the usual tables for the sign test.
  test.each([
    [8, 1, 8],
    [9, 2, 8],
    [10, 2, 9],
    [15, 4, 12],
    [20, 6, 15],
    [50, 18, 33],
  ])("of %d values goes from rank %d to %d", (n, low, high) => {
    expect(medianInterval(Array.from({ length: n }, (_, index) => index + 1))).toEqual({ low, high });
  });

  test("can be had of thousands of values", () => {
    const { low, high } = medianInterval(Array.from({ length: 5_000 }, (_, index) => index + 1))!;
    expect([low, high]).toEqual([2_431, 2_570]);
  });
});

describe("the Mann–Whitney test", () => {
  // Smallest two-sided p of separated samples: 2 / C(2n, n).
  test.each([
    [3, 0.1],
    [4, 2 / 70],
    [5, 2 / 252],
    [10, 2 / 184_756],
  ])("of two separated samples of %d each has the smallest p there is", (n, p) => {
    const low = Array.from({ length: n }, (_, index) => index);
    const result = mannWhitney(
      low,
      low.map((value) => value + 100),
    );
    expect(result).toMatchObject({ u: 0, method: "exact" });
    expect(result.p).toBeCloseTo(p, 12);
  });

  test("agrees with a count of all arrangements", () => {
    const ranks = [1, 2, 3, 4, 5, 6, 7];
    const choose = (k: number, from: number[]): number[][] =>
      k === 0
        ? [[]]
        : from.flatMap((value, index) => choose(k - 1, from.slice(index + 1)).map((rest) => [value, ...rest]));
    const all = choose(3, ranks).map((a) =>
      mannWhitney(
        a,
        ranks.filter((rank) => !a.includes(rank)),
      ),
    );
    for (const { u, p } of all) {
      const extreme = Math.min(u, 12 - u);
      const share = (2 * all.filter((other) => other.u <= extreme).length) / all.length;
      expect(p).toBeCloseTo(Math.min(1, share), 12);
    }
  });

  test("comes close to the exact p with the normal approximation", () => {
    const a = Array.from({ length: 20 }, (_, index) => index * 1.7);
    const b = Array.from({ length: 20 }, (_, index) => 9.05 + index * 1.3);
    const exact = mannWhitney(a, b);
    const approximate = mannWhitney([...a, 400], [...b, 401]);
    expect(exact.method).toBe("exact");
    expect(approximate.method).toBe("normal");
    expect(Math.abs(exact.p - approximate.p)).toBeLessThan(0.06);
  });

  test("takes ties for halves, and equal samples for no difference", () => {
    expect(mannWhitney([1, 2, 2], [2, 3, 4])).toMatchObject({ u: 1, method: "normal" });
    expect(mannWhitney([5, 5, 5], [5, 5, 5])).toEqual({ u: 4.5, p: 1, method: "normal" });
    expect(mannWhitney([], [1])).toEqual({ u: 0, p: 1, method: "exact" });
  });

  test("does not care which sample comes first, nor how far values lie apart", () => {
    const values = fc.uniqueArray(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 2, maxLength: 24 });
    fc.assert(
      fc.property(values, fc.nat(), (all, cut) => {
        const split = 1 + (cut % (all.length - 1));
        const [a, b] = [all.slice(0, split), all.slice(split)];
        const { p, u } = mannWhitney(a, b);
        expect(mannWhitney(b, a).p).toBeCloseTo(p, 10);
        const cubes = (some: number[]) => some.map((value) => value ** 3);
        expect(mannWhitney(cubes(a), cubes(b))).toMatchObject({ u });
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
    );
  });
});
