import { describe, expect, test } from "vitest";
import { cutAt, gateOf, judged, without } from "../../../fixtures/timelines/findings.ts";
import { draw, minute, second } from "../../../fixtures/timelines/sketch.ts";

const finished = (at: number, outcome: "ok" | "failed" = "ok") => ({
  procedureFinished: { at: at * second, outcome, detail: "exit code 1" },
});
const g5 = (drawn: ReturnType<typeof draw>) => gateOf(judged(drawn), "G5");

describe("G5, no false success,", () => {
  test("passes when all clusters had recovered before the claim", () => {
    expect(g5(draw())).toEqual({ outcome: "passed", open: [] });
  });

  test("gives a cluster the grace that the scenario gives, and not a second more", () => {
    // ap is back at 180 s.
    expect(g5(draw(finished(175)))).toEqual({ outcome: "passed", open: [] });
    expect(g5(draw(finished(174)))).toEqual({
      outcome: "failed",
      open: ["ap failed: counted from then, it recovered only after 6s"],
    });
  });

  test("fails for a claim while a cluster never recovers", () => {
    const stuck = draw({ clusters: { ap: { probesOkAt: Infinity } }, settledAt: 10 * minute });
    expect(g5(stuck)).toEqual({
      outcome: "failed",
      open: ["ap failed: counted from then, it had not recovered after 6m55s"],
    });
  });

  test("fails for a claim that a later relapse belies", () => {
    const { plan, events } = draw({ settledAt: 400 * second });
    const relapse = events.map((event) =>
      event.type === "probe" && event.cluster === "eu" && event.at >= 250 * second && event.at < 270 * second
        ? { ...event, value: "bad" as const }
        : event,
    );
    expect(g5({ plan, events: relapse }).outcome).toBe("failed");
  });

  test("passes without a claim, for then nothing false was said", () => {
    expect(
      g5(draw({ ...finished(100, "failed"), clusters: { ap: { probesOkAt: Infinity } }, settledAt: 10 * minute }))
        .outcome,
    ).toBe("passed");
  });

  test("is unknown when the end of the procedure was not recorded", () => {
    expect(g5(without(draw(), ({ type }) => type === "procedureFinished"))).toEqual({
      outcome: "unknown",
      open: ["fleet unknown: its end was not recorded"],
    });
    expect(g5(cutAt(draw(), 100 * second))).toEqual({
      outcome: "unknown",
      open: ["fleet unknown: the log ends before it did"],
    });
  });

  test("is unknown when samples are missing around the claim", () => {
    const gap = without(
      draw(finished(175)),
      ({ at, type }) => type === "probe" && at > 176 * second && at < 195 * second,
    );
    expect(g5(gap).outcome).toBe("unknown");
  });
});
