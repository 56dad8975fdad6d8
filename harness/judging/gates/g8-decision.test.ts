import { describe, expect, test } from "vitest";
import { gateOf, judged, without } from "../../../fixtures/timelines/findings.ts";
import { draw, second } from "../../../fixtures/timelines/sketch.ts";
import type { TimelineEvent } from "../../timeline/events.ts";

const decided = (decision: string, at = 100): TimelineEvent => ({
  at: at * second,
  type: "procedureDecided",
  decision,
});
const failed = { at: 185 * second, outcome: "failed", detail: "the script exited 1" } as const;
const g8 = (changes: Parameters<typeof draw>[0]) => gateOf(judged(draw(changes)), "G8");

describe("G8, the expected decision,", () => {
  test("is a rollback for a procedure that says nothing and ends well", () => {
    expect(g8({})).toEqual({ outcome: "passed", open: [] });
    expect(g8({ expect: { decision: "refuse-rollback" } })).toEqual({
      outcome: "failed",
      open: ["fleet failed: it decided rollback"],
    });
  });

  test("is the last one that was declared, however the procedure ended", () => {
    const more = [decided("rollback"), decided("refuse-rollback", 110)];
    expect(g8({ more, procedureFinished: failed, expect: { decision: "refuse-rollback" } }).outcome).toBe("passed");
    expect(g8({ more })).toEqual({ outcome: "failed", open: ["fleet failed: it decided refuse-rollback"] });
  });

  test("is none for a procedure that failed in silence", () => {
    expect(g8({ procedureFinished: failed })).toEqual({
      outcome: "failed",
      open: ["fleet failed: it decided nothing: the script exited 1"],
    });
  });

  test("is unknown when the end of the procedure was not recorded", () => {
    const cut = without(draw(), ({ type }) => type === "procedureFinished");
    expect(gateOf(judged(cut), "G8")).toEqual({
      outcome: "unknown",
      open: ["fleet unknown: its end was not recorded"],
    });
  });
});
