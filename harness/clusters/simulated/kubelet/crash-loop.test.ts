import { expect, test } from "vitest";
import type { Pod } from "../kinds/pod.ts";
import { watchState } from "../testing/watching.ts";
import { image, startKubelet } from "./testing.ts";

/** Drill times, s, of the starts and ends of a pod's only container. */
function watchRuns({ api, clock }: ReturnType<typeof startKubelet>) {
  const epoch = clock.wallTime().getTime() - clock.now();
  const starts: number[] = [];
  const ends: number[] = [];
  const note = (list: number[], time: string | undefined) => {
    const at = time === undefined ? undefined : (Date.parse(time) - epoch) / 1000;
    if (at !== undefined && !list.includes(at)) list.push(at);
  };
  api.watch("pods", {}, ({ object }) => {
    for (const { state, lastState } of (object as Pod).status?.containerStatuses ?? [])
      for (const one of [lastState, state]) {
        note(starts, one?.running?.startedAt ?? one?.terminated?.startedAt);
        note(ends, one?.terminated?.finishedAt);
      }
  });
  return { starts, ends };
}

test("a crashing container restarts at once, then no sooner than 10 s, 20 s, 40 s, … 300 s after its end", () => {
  const bench = startKubelet([image("bad", { crashesAfter: 2_000 })]);
  const { starts, ends } = watchRuns(bench);
  bench.run("one", "bad");
  bench.clock.advance(1_400_000);
  const waits = starts.slice(1).map((at, index) => at - ends[index]!);
  const least = [10, 20, 40, 80, 160, 300, 300];
  expect(waits.length).toBeGreaterThan(least.length);
  expect(waits[0]).toBeLessThanOrEqual(3);
  least.forEach((delay, index) => {
    // Starts and ends are known to the second, and a kubelet looks again every 10 to 15 s.
    expect(waits[index + 1]).toBeGreaterThanOrEqual(delay - 1);
    expect(waits[index + 1]).toBeLessThanOrEqual(delay + 17);
  });
});

test("a crashing container is said to run, to have failed, and to wait in CrashLoopBackOff for the time it has to", () => {
  const bench = startKubelet([image("bad", { crashesAfter: 2_000 })]);
  const states = watchState(bench, "one");
  bench.run("one", "bad");
  const isBackingOff = () => states.at(-1) === "waiting: CrashLoopBackOff";
  while (!isBackingOff() && bench.clock.now() < 60_000) bench.clock.advance(10);
  expect(states).toEqual([
    "waiting: ContainerCreating",
    "running",
    "terminated: Error",
    "running",
    "terminated: Error",
    "waiting: CrashLoopBackOff",
  ]);
  const { status, metadata } = bench.pod("one")!;
  expect(status?.containerStatuses?.[0]).toMatchObject({
    restartCount: 1,
    ready: false,
    state: { waiting: { message: `back-off 10s restarting failed container=app pod=one_default(${metadata.uid})` } },
    lastState: { terminated: { exitCode: 1, reason: "Error" } },
  });
  const told = /BackOff x\d+: Back-off restarting failed container app in pod one_default\(/;
  expect(bench.events("one")).toContainEqual(expect.stringMatching(told));
});
