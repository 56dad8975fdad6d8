export interface RankTest {
  /** Pairs in which the value of `a` is the larger one; ties count half. */
  readonly u: number;
  /** Two-sided. */
  readonly p: number;
  readonly method: "exact" | "normal";
}

/** Up to this many values in both samples together the distribution of U is counted out. */
const exactLimit = 40;

/**
 * Mann–Whitney U test of whether values of `a` tend to be larger or smaller than those of `b`. Exact for small samples
 * without ties; else by the normal approximation with corrections for ties and continuity. A censored value may be given
 * as Infinity: only ranks count. An empty sample proves nothing: p is 1.
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): RankTest {
  const pairs = a.length * b.length;
  const u = a.reduce((sum, x) => sum + b.reduce((wins, y) => wins + (x > y ? 1 : x === y ? 0.5 : 0), 0), 0);
  if (pairs === 0) return { u, p: 1, method: "exact" };
  const ties = tieSizes([...a, ...b]);
  if (a.length + b.length <= exactLimit && ties.length === 0)
    return { u, p: exactP(u, a.length, b.length), method: "exact" };
  const n = a.length + b.length;
  const tieTerm = ties.reduce((sum, size) => sum + (size ** 3 - size), 0) / (n * (n - 1));
  const deviation = Math.sqrt((pairs / 12) * (n + 1 - tieTerm));
  if (deviation === 0) return { u, p: 1, method: "normal" };
  const distance = Math.max(0, Math.abs(u - pairs / 2) - 0.5);
  return { u, p: Math.min(1, 2 * upperTail(distance / deviation)), method: "normal" };
}

function tieSizes(values: readonly number[]): readonly number[] {
  const counts = [...Map.groupBy(values, (value) => value).values()];
  return counts.map(({ length }) => length).filter((size) => size > 1);
}

/** Counts the arrangements with a U at least as far from the middle. */
function exactP(u: number, m: number, n: number): number {
  const counts = arrangements(m, n);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const extreme = Math.min(u, m * n - u);
  const tail = counts.slice(0, extreme + 1).reduce((sum, count) => sum + count, 0);
  return Math.min(1, (2 * tail) / total);
}

/**
 * How many of the arrangements of m and n values have each U, 0 to m·n: the coefficients of the Gaussian binomial, made by
 * multiplying with (1 − q^(n+i)) and dividing by (1 − q^i) for i = 1 … m.
 */
function arrangements(m: number, n: number): readonly number[] {
  const counts = new Array<number>(m * n + 1).fill(0);
  counts[0] = 1;
  for (let i = 1; i <= m; i++) {
    for (let degree = m * n; degree >= n + i; degree--) counts[degree]! -= counts[degree - n - i]!;
    for (let degree = i; degree <= m * n; degree++) counts[degree]! += counts[degree - i]!;
  }
  return counts;
}

/** P(Z > z) of the standard normal for z ≥ 0, by Abramowitz and Stegun 26.2.17; error below 7.5e-8. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
}
