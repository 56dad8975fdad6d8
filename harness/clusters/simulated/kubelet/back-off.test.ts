import { expect, test } from "vitest";
import { BackOff } from "./back-off.ts";

test("delays double from 10 s and stop growing at 300 s", () => {
  const backOff = new BackOff(10_000, 300_000);
  const delays = [];
  for (let failure = 0, now = 0; failure < 7; failure++) {
    backOff.next("pod_image", { now });
    delays.push(backOff.delay("pod_image"));
    now += backOff.delay("pod_image");
  }
  expect(delays).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
});

test("a key waits until its delay has passed since the last failure, and others do not wait", () => {
  const backOff = new BackOff(10_000, 300_000);
  backOff.next("a", { now: 5_000 });
  expect(backOff.waitsSinceUpdate("a", 14_999)).toBe(true);
  expect(backOff.waitsSinceUpdate("a", 15_000)).toBe(false);
  expect(backOff.waitsSinceUpdate("b", 5_000)).toBe(false);
});

test("a key left alone for more than twice the cap starts over", () => {
  const backOff = new BackOff(10_000, 300_000);
  backOff.next("a", { now: 0 });
  backOff.next("a", { now: 10_000 });
  backOff.next("a", { now: 10_000 + 600_000 });
  expect(backOff.delay("a")).toBe(40_000);
  backOff.next("a", { now: 610_000 + 600_001 });
  expect(backOff.delay("a")).toBe(10_000);
});

test("a restart waits from the time of the exit", () => {
  const backOff = new BackOff(10_000, 300_000);
  backOff.next("container", { now: 1_000, since: 900 });
  expect(backOff.waitsSince("container", 4_000, 13_999)).toBe(true);
  expect(backOff.waitsSince("container", 4_000, 14_000)).toBe(false);
});

test("a container that ran for more than ten minutes restarts without waiting", () => {
  const backOff = new BackOff(10_000, 300_000);
  backOff.next("container", { now: 0 });
  expect(backOff.waitsSince("container", 600_001, 600_002)).toBe(false);
});
