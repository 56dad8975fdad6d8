import { expect, test } from "vitest";
import { until } from "./until.ts";
import { VirtualClock } from "./virtual-clock.ts";

const { signal } = new AbortController();

test("gives what the condition gives, when it does", async () => {
  const clock = new VirtualClock();
  const found = await clock.run(() =>
    until(() => (clock.now() >= 2_500 ? "there" : undefined), { clock, every: 1_000, deadline: 10_000, signal }),
  );
  expect([found, clock.now()]).toEqual(["there", 3_000]);
});

test("gives undefined at the deadline, after a last look", async () => {
  const clock = new VirtualClock();
  const looks: number[] = [];
  const found = await clock.run(() =>
    until(() => void looks.push(clock.now()), { clock, every: 1_000, deadline: 2_500, signal }),
  );
  expect([found, looks]).toEqual([undefined, [0, 1_000, 2_000, 2_500]]);
});
