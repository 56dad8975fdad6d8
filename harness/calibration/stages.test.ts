import { expect, test } from "vitest";
import type { TimelineEvent } from "../timeline/events.ts";
import { joinStages, spreadOf, stagesOf } from "./stages.ts";

const lived = (life: object, cluster = "eu"): TimelineEvent =>
  ({ at: 0, type: "podLived", cluster, pod: "web", node: "n1", restarts: 0, pulls: [], ...life }) as TimelineEvent;

test("stages are what lies between two moments that were both seen", () => {
  const { start, ready, stop, removal } = stagesOf([
    lived({ scheduled: 100, started: 1_100, ready: 3_100, deleted: 9_000, stopped: 9_300, gone: 9_900 }),
    lived({ scheduled: 100, ready: 3_100, deleted: 9_000, gone: 9_900 }),
  ]);
  expect({ start, ready, stop, removal }).toEqual({ start: [1_000], ready: [2_000], stop: [300], removal: [600] });
});

test("a start with a pull in it, and one of a container that was restarted, say nothing of starts", () => {
  const events = [
    lived({ scheduled: 0, started: 900, pulls: [500] }),
    lived({ scheduled: 0, started: 700, restarts: 1 }),
    lived({ scheduled: 0, started: 300 }),
  ];
  expect(stagesOf(events).start).toEqual([300]);
});

test("of each node the first pull is left out", () => {
  const events = [
    lived({ pulls: [4_000] }),
    lived({ pulls: [200] }),
    lived({ node: "n2", pulls: [5_000, 300] }),
    lived({ pulls: [6_000] }, "us"),
  ];
  expect(stagesOf(events).pull).toEqual([200, 300]);
});

test("the stages of several runs count together", () => {
  const one = stagesOf([lived({ scheduled: 0, started: 300 })]);
  const other = stagesOf([lived({ scheduled: 0, started: 500 }), lived({ scheduled: 0, started: 1_000 })]);
  expect(spreadOf(joinStages([one, other]).start)).toEqual({ count: 3, median: 500, low: 340, high: 900 });
  expect(spreadOf([])).toBeUndefined();
});
