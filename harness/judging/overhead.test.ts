import { expect, test } from "vitest";
import type { TimelineEvent } from "../timeline/events.ts";
import { overheadOf } from "./overhead.ts";

const events = (startUp: number, tearDown: number): readonly TimelineEvent[] => [
  { at: 3, type: "phaseStarted", phase: "topology" },
  { at: 3 + startUp, type: "phaseStarted", phase: "baseline" },
  { at: 100_000, type: "phaseStarted", phase: "teardown" },
  { at: 100_000 + tearDown, type: "runFinished", events: 3 },
];

test("what the world cost is told beside what the drill took", () => {
  expect(overheadOf(events(54_200, 9_800))).toBe("start-up took 54.2s, the drill 45.8s, teardown 9.8s");
});

test("nothing is told where it costs nothing, or where the log was cut off", () => {
  expect(overheadOf(events(300, 20))).toBeUndefined();
  expect(overheadOf(events(54_200, 9_800).slice(0, 3))).toBeUndefined();
  expect(overheadOf([])).toBeUndefined();
});
