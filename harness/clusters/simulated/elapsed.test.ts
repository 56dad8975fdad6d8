import { expect, test } from "vitest";
import type { Clock } from "../../base/clock.ts";
import { elapsedSince } from "./elapsed.ts";

/** A clock that shows what it is told to. */
function clockAt(speed: number) {
  const shown = { drill: 0 };
  const clock: Clock = {
    kind: "real",
    speed,
    now: () => shown.drill,
    wallTime: () => new Date(Date.UTC(2026, 0, 5) + 900 + shown.drill / speed),
    schedule: () => ({ cancel: () => undefined }),
    sleep: () => Promise.resolve(),
  };
  return { clock, shown };
}

const timestamp = "2026-01-05T00:00:00Z";

test("at the calendar's own speed the calendar counts, as controllers count", () => {
  const { clock, shown } = clockAt(1);
  expect(elapsedSince(timestamp, "a", clock)).toBe(900);
  shown.drill = 5000;
  expect(elapsedSince(timestamp, "a", clock)).toBe(5900);
});

test("a world that runs faster counts from when a timestamp was first asked for, each owner's by itself", () => {
  const { clock, shown } = clockAt(8);
  expect(elapsedSince(timestamp, "a", clock)).toBe(0);
  shown.drill = 3000;
  expect(elapsedSince(timestamp, "a", clock)).toBe(3000);
  expect(elapsedSince("2026-01-05T00:00:01Z", "a", clock)).toBe(0);
  expect(elapsedSince(timestamp, "b", clock)).toBe(2200);
});

test("what was asked for late is as old as the calendar says", () => {
  const { clock, shown } = clockAt(8);
  shown.drill = 80_000;
  expect(elapsedSince(timestamp, "a", clock)).toBe(79_200);
});
