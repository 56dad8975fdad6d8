import { expect, test } from "vitest";
import { VirtualClock } from "../base/virtual-clock.ts";
import type { Cluster, LoadResult } from "../clusters/driver.ts";
import { Load } from "./load.ts";
import type { TrafficEvent } from "./traffic.ts";

const fine = (count: number): LoadResult => ({
  sent: count,
  ok: count,
  errors: 0,
  refused: 0,
  timedOut: 0,
  latencies: Array.from({ length: count }, (_, index) => 10 + index),
  byVersion: { v1: count },
});

interface Recording {
  readonly events: readonly TrafficEvent[];
  readonly asked: readonly number[];
}

/** Load on one region for some ms of virtual time. */
async function record(
  rate: number,
  length: number,
  offer: (count: number, now: number) => Promise<LoadResult>,
): Promise<Recording> {
  const clock = new VirtualClock();
  const events: TrafficEvent[] = [];
  const asked: number[] = [];
  const cluster = {
    name: "eu",
    offer(count: number) {
      asked.push(count);
      return offer(count, clock.now());
    },
  } as unknown as Cluster;
  await clock.run(async () => {
    const load = new Load({ clock, clusters: [cluster], rate, latencyLimit: 300, emit: (event) => events.push(event) });
    load.start();
    await clock.sleep(length);
    await load.stop();
  });
  return { events, asked };
}

const total = (events: readonly TrafficEvent[], count: (event: TrafficEvent) => number) =>
  events.reduce((sum, event) => sum + event.seconds * count(event), 0);

test("the rate does not depend on the answers", async () => {
  const { events } = await record(20, 60_500, async (count, now) =>
    now < 30_000 ? fine(count) : { ...fine(count), ok: 0, timedOut: count, latencies: [], byVersion: {} },
  );
  expect(total(events, ({ sent }) => sent)).toBe(60 * 20);
  expect(total(events, ({ timedOut }) => timedOut)).toBe(30 * 20);
});

test("a rate that is no multiple of the ticks is kept over the seconds", async () => {
  const { asked } = await record(7 / 3, 60_000, async (count) => fine(count));
  expect(asked.reduce((sum, count) => sum + count, 0)).toBe(140);
});

test("equal seconds are one event of at most ten seconds, with percentiles over all of them", async () => {
  const { events } = await record(20, 25_100, async (count) => fine(count));
  expect(events.map(({ from, seconds }) => [from, seconds])).toEqual([
    [0, 10],
    [10_000, 10],
    [20_000, 5],
  ]);
  expect(events[0]).toMatchObject({ sent: 20, good: 20, p50: 12, p99: 14, byVersion: { v1: 20 } });
});

test("answers later than the SLO allows are late, and errors are not good", async () => {
  const { events } = await record(4, 1_100, async () => ({
    ...fine(1),
    ok: 1,
    latencies: [301],
  }));
  expect(events[0]).toMatchObject({ sent: 4, good: 0, late: 4 });
});

test("what could not be sent counts as unsent and not as nothing", async () => {
  const { events } = await record(4, 1_100, () => Promise.reject(new Error("no way in")));
  expect(events[0]).toMatchObject({ sent: 0, unsent: 4, good: 0 });
});
