import { describe, expect, test } from "vitest";
import { fc } from "../../../base/testing/properties.ts";
import { runningSince, watchPulls } from "../testing/watching.ts";
import { image, startKubelet } from "./testing.ts";

const seconds = (ms: number | undefined) => Math.round(ms! / 1000);
const back = 315_000;

describe("After a registry outage of 315 s", () => {
  /** The stuck pod of a kubelet that comes back to it every 10 s sharp, at the moment at which the outage ends. */
  function whenItEnds() {
    const bench = startKubelet([image("good")], { timings: { syncJitter: 0, syncTick: 1 } });
    const pulls = watchPulls(bench);
    bench.access.setFault(["eu"], { mode: "refused" });
    bench.run("stuck", "good");
    bench.clock.advance(back);
    bench.access.setFault(["eu"], undefined);
    return { ...bench, pulls, bench };
  }

  test("a stuck pod that failed at 310 s for the last time is not running before 610 s", () => {
    const { bench, clock, pod, pulls } = whenItEnds();
    expect(pulls.map(seconds)).toEqual([0, 10, 30, 70, 150, 310]);
    clock.advance(609_000 - back);
    expect(pod("stuck")?.status?.containerStatuses?.[0]?.state?.waiting).toMatchObject({ reason: "ImagePullBackOff" });
    clock.advance(10_000);
    expect(pulls.map(seconds)).toEqual([0, 10, 30, 70, 150, 310, 610]);
    expect(runningSince(bench, "stuck")).toBeGreaterThan(610_000);
    expect(runningSince(bench, "stuck")).toBeLessThan(615_000);
  });

  test("a pod made anew on the same node starts at once, and the stuck one goes on waiting", () => {
    const { bench, clock, run } = whenItEnds();
    run("anew", "good");
    clock.advance(5_000);
    expect(runningSince(bench, "anew")).toBeLessThan(back + 4_000);
    expect(runningSince(bench, "stuck")).toBeUndefined();
  });

  test("a stuck pod that is replaced does not inherit the back-off, though it has the same name", () => {
    const { bench, api, clock, run } = whenItEnds();
    const caller = { user: { name: "tester", groups: ["system:masters"] }, userAgent: "test/1" };
    api.delete("pods", "default", "stuck", { caller, gracePeriodSeconds: 0 });
    run("stuck", "good");
    clock.advance(5_000);
    expect(runningSince(bench, "stuck")).toBeLessThan(back + 4_000);
  });
});

test("whatever the outage, a pull follows a failed one after its back-off and no later than 16 s after that", () => {
  const outage = fc.integer({ min: 1, max: 1_500 });
  fc.assert(
    fc.property(outage, fc.nat(1_000), (duration, seed) => {
      const bench = startKubelet([image("good")], { seed });
      const pulls = watchPulls(bench);
      bench.access.setFault(["eu"], { mode: "refused" });
      bench.run("stuck", "good");
      bench.clock.advance(duration * 1000);
      bench.access.setFault(["eu"], undefined);
      bench.clock.advance(400_000);
      expect(runningSince(bench, "stuck")).toBeGreaterThanOrEqual(pulls.at(-1)!);
      expect(pulls.filter((at) => at > duration * 1000).length).toBeLessThanOrEqual(1);
      pulls.slice(1).forEach((at, index) => {
        const backOff = Math.min(10_000 * 2 ** index, 300_000);
        expect(at - pulls[index]!).toBeGreaterThanOrEqual(backOff);
        expect(at - pulls[index]!).toBeLessThanOrEqual(backOff + 16_000);
      });
    }),
    { numRuns: 40 },
  );
});
