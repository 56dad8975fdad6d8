import { expect, test } from "vitest";
import { watchPulls } from "../testing/watching.ts";
import { image, startKubelet } from "./testing.ts";

/**
 * Seconds from the first to each further attempt to pull an image from a port that refuses connections, of six pods on one
 * node; from the log of containerd on a kind node of Kubernetes 1.34.4, 2026-11-21. Each attempt comes up to 15 s after its
 * back-off and the delays add up: the sixth is not at 310 s, as the back-offs alone would have it, but half a minute later.
 */
const recorded = [
  [14.0, 42.9, 91.9, 177.9, 345.9, 647.9, 951.9],
  [11.6, 38.6, 86.6, 180.6, 342.6, 650.6, 950.7],
  [14.4, 43.4, 87.4, 181.4, 345.4, 649.4, 951.4],
  [14.5, 38.5, 89.5, 180.5, 344.5, 652.5],
  [11.5, 40.4, 81.4, 167.4, 337.4, 642.4],
  [11.5, 37.5, 85.5, 166.5, 338.5, 649.5],
];

/** Of as many seeds, the seconds at which each attempt came, from the earliest to the latest. */
function simulated(seeds: number): readonly (readonly number[])[] {
  const attempts: number[][] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const bench = startKubelet([image("good")], { seed });
    const pulls = watchPulls(bench);
    bench.access.setFault(["eu"], { mode: "refused" });
    bench.run("stuck", "good");
    bench.clock.advance(1_000_000);
    for (const [index, at] of pulls.slice(1).entries()) (attempts[index] ??= []).push((at - pulls[0]!) / 1000);
  }
  return attempts.map((times) => times.toSorted((a, b) => a - b));
}

test("pulls of a stuck pod are tried again when a real kubelet tries them again", () => {
  const attempts = simulated(100);
  for (let attempt = 0; attempt < 7; attempt++) {
    const seen = recorded.flatMap((pod) => pod.slice(attempt, attempt + 1));
    const mean = seen.reduce((sum, at) => sum + at, 0) / seen.length;
    const times = attempts[attempt]!;
    expect(times[0]).toBeLessThanOrEqual(Math.min(...seen));
    expect(times.at(-1)).toBeGreaterThanOrEqual(Math.max(...seen));
    expect(Math.abs(times[times.length >> 1]! - mean)).toBeLessThan(8);
  }
});
