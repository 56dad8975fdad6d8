import { expect, test } from "vitest";
import { VirtualClock } from "../../../base/virtual-clock.ts";
import { PullQueue } from "./pull-queue.ts";

const limits = { perSecond: 5, burst: 10 };

test("a pull starts when the one before it has ended", () => {
  const clock = new VirtualClock();
  const queue = new PullQueue(clock, limits);
  const log: string[] = [];
  const job = (name: string, duration: number) => (done: () => void) => {
    log.push(`${clock.now()} ${name} starts`);
    clock.schedule(duration, () => {
      log.push(`${clock.now()} ${name} ends`);
      done();
    });
  };
  queue.add(job("a", 1000));
  queue.add(job("b", 500));
  clock.advance(100);
  queue.add(job("c", 1));
  clock.advance(5000);
  expect(log).toEqual(["0 a starts", "1000 a ends", "1000 b starts", "1500 b ends", "1500 c starts", "1501 c ends"]);
});

test("ten pulls may start at once, then five a second", () => {
  const clock = new VirtualClock();
  const queue = new PullQueue(clock, limits);
  const admitted = (attempts: number) => Array.from({ length: attempts }, () => queue.admit()).filter(Boolean).length;
  expect(admitted(12)).toBe(10);
  clock.advance(1000);
  expect(admitted(12)).toBe(5);
  clock.advance(60_000);
  expect(admitted(12)).toBe(10);
});
