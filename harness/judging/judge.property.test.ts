import { describe, expect, test } from "vitest";
import { fc } from "../base/testing/properties.ts";
import { draw, leftAlone, minute, second } from "../../fixtures/timelines/sketch.ts";
import { goldenState } from "../../fixtures/timelines/states.ts";
import type { TimelineEvent } from "../timeline/events.ts";
import { judge } from "./judge.ts";

const good = draw();

/** Drills that fail, each at another gate. */
const bad = {
  G1: draw({ clusters: { ap: { probesOkAt: Infinity } }, settledAt: 10 * minute }),
  G3: draw({ clusters: { eu: { final: goldenState({ weight: 0 }) } } }),
  G4: draw({ clusters: { us: { redeploy: "failed" } } }),
  G5: draw({ procedureFinished: { at: 100 * second, outcome: "ok", detail: "" } }),
  G6: draw({ expect: { availability: "90%" } }),
  G7: draw({
    more: [
      {
        at: 100 * second,
        type: "apiWrite",
        cluster: "eu",
        user: "operator",
        userAgent: "kubectl",
        verb: "delete",
        resource: "pods",
        namespace: "shop",
        name: "web-1",
        code: 200,
        podWasReady: true,
      },
    ],
  }),
  "G7, untouched": draw({
    expect: { availability: "50%", untouched: ["ap"] },
    clusters: {
      ap: { ...leftAlone, final: goldenState({ identity: { generation: 2, uid: "web-uid", pods: ["uid-1"] } }) },
    },
  }),
  G8: draw({ expect: { availability: "50%", decision: "refuse-rollback" } }),
};

/** Every event that says what happened, and some of the many that measure. */
const samplesOf = (events: readonly TimelineEvent[]) =>
  [...events.keys()].filter((index) => index % 7 === 0 || !["probe", "traffic"].includes(events[index]!.type));

const removed = (events: readonly TimelineEvent[], index: number) => events.filter((_, at) => at !== index);

describe("missing data never make a pass", () => {
  test("without any single event a good drill passes or is invalid, and never fails", () => {
    for (const index of good.events.keys()) {
      const { verdict } = judge(good.plan, removed(good.events, index));
      const lost = good.events[index]!;
      const tail = lost.type === "runFinished";
      expect([index, lost.type, verdict]).toEqual([index, lost.type, tail ? "pass" : "invalid"]);
    }
  });

  test("without any single measurement of the watch, a recount would not make it fail either", () => {
    for (const index of good.events.keys()) {
      const events = removed(good.events, index).map((event, at) =>
        event.type === "runFinished" ? { ...event, events: at } : event,
      );
      expect(["pass", "invalid"]).toContain(judge(good.plan, events).verdict);
    }
  });

  test.each(Object.entries(bad))(
    "a drill that fails %s does not pass without any one of its events",
    (_gate, { plan, events }) => {
      expect(judge(plan, events).verdict).toBe("fail");
      for (const index of samplesOf(events)) expect(judge(plan, removed(events, index)).verdict).not.toBe("pass");
    },
  );

  test("no part of a log passes that is cut before the teardown, wherever it is cut", () => {
    const teardown = good.events.findIndex((event) => event.type === "phaseStarted" && event.phase === "teardown");
    for (let length = 0; length <= teardown; length++)
      expect(judge(good.plan, good.events.slice(0, length)).verdict).toBe("invalid");
    expect(judge(good.plan, good.events.slice(0, teardown + 1)).verdict).toBe("pass");
  });

  test("nor does any log that lost several events", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(good.events.length - 2), { minLength: 1, maxLength: 40 }), (lost) => {
        const gone = new Set(lost);
        expect(
          judge(
            good.plan,
            good.events.filter((_, index) => !gone.has(index)),
          ).verdict,
        ).toBe("invalid");
      }),
      { numRuns: 100 },
    );
  });
});

test("the same plan and events give the same verdict, and neither is changed", () => {
  const before = JSON.stringify(good);
  const [first, second] = [judge(good.plan, good.events), judge(good.plan, good.events)];
  expect(second).toEqual(first);
  expect(JSON.stringify(good)).toBe(before);
});

test("a plan and events that were stored and read back are judged the same", () => {
  const { plan, events } = JSON.parse(JSON.stringify(good)) as typeof good;
  expect(judge(plan, events)).toEqual(judge(good.plan, good.events));
});
