import { describe, expect, test } from "vitest";
import { cutAt, gateOf, judged, without } from "../../../fixtures/timelines/findings.ts";
import { draw, leftAlone, second } from "../../../fixtures/timelines/sketch.ts";

const floor = (availability: string) => draw({ expect: { availability } });
const g6 = (drawn: ReturnType<typeof draw>) => gateOf(judged(drawn), "G6");

describe("G6, availability,", () => {
  test("passes above the floor and fails below it, region by region", () => {
    // From 25 s to 260 s there are 235 s of 20 requests; ap loses 6 of each in 135 s: 82.76 % are good.
    expect(g6(floor("82.7%"))).toEqual({ outcome: "passed", open: [] });
    expect(g6(floor("82.8%"))).toEqual({ outcome: "failed", open: ["ap failed: only 82.7% were"] });
    expect(g6(floor("86%")).open).toEqual(["us failed: only 85.3% were", "ap failed: only 82.7% were"]);
  });

  test("counts late, refused, timed-out and unsent requests as bad", () => {
    const { plan, events } = floor("90%");
    const slow = events.map((event) =>
      event.type === "traffic" && event.cluster === "eu" && event.errors === 0
        ? { ...event, good: 10, late: 4, refused: 2, timedOut: 2, sent: 18, unsent: 2 }
        : event,
    );
    expect(g6({ plan, events: slow }).open[0]).toMatch(/^eu failed/);
  });

  test("holds regions to it that the release did not reach", () => {
    const spill = { ...leftAlone, hit: { from: 100 * second, to: 200 * second, bad: 15 } };
    expect(g6(draw({ clusters: { ap: spill } })).outcome).toBe("passed");
    expect(g6(draw({ clusters: { ap: spill }, expect: { availability: "70%" } })).open).toEqual([
      "ap failed: only 68% were",
    ]);
  });

  test("is unknown when load is missing, unless even the best of it would not save the region", () => {
    const isLost = ({ type, at }: { type: string; at: number }) =>
      type === "traffic" && at > 100 * second && at < 130 * second;
    expect(g6(without(floor("50%"), isLost)).outcome).toBe("unknown");
    expect(g6(without(floor("50%"), isLost)).open[0]).toMatch(/^eu unknown: \d+s of load were not recorded$/);
    expect(g6(without(floor("94%"), isLost)).outcome).toBe("failed");
  });

  test("is unknown without any load, and for a log that was cut", () => {
    expect(g6(without(floor("50%"), ({ type }) => type === "traffic")).outcome).toBe("unknown");
    expect(g6(cutAt(floor("50%"), 200 * second)).outcome).toBe("unknown");
  });
});
