import { describe, expect, test } from "vitest";
import { cutAt, judged, without } from "../../fixtures/timelines/findings.ts";
import { draw, leftAlone, minute, procedureAt, releasedAndBack, second } from "../../fixtures/timelines/sketch.ts";
import type { TimelineEvent } from "../timeline/events.ts";
import { judge } from "./judge.ts";

const measured = (value: number) => ({ state: "measured", value });
const swap = (type: TimelineEvent["type"], instead: (event: TimelineEvent) => TimelineEvent) => {
  const { plan, events } = draw();
  return { plan, events: events.map((event) => (event.type === type ? instead(event) : event)) };
};

describe("a good drill", () => {
  const verdict = judged(draw());

  test("passes, with nothing to explain", () => {
    expect(verdict.verdict).toBe("pass");
    expect(verdict.reasons).toEqual([]);
    expect(verdict.notes).toEqual([]);
  });

  test("has the times of the stamps that were drawn", () => {
    expect(verdict.fleet).toMatchObject({
      timeToDetect: measured(35 * second),
      timeToAcknowledge: measured(32 * second),
      timeToMitigate: measured(155 * second),
      timeToRecover: measured(155 * second),
      recoverySkew: measured(60 * second),
      falseSuccessGap: measured(0),
      procedureDuration: measured(95 * second),
      timeToRedeploy: measured(255 * second),
      procedure: { errors: 0, retries: 0, manual: 0, unsafe: 0 },
    });
    const { clusters } = verdict;
    expect(
      clusters.map(({ impactAt, timeToDetect, timeToRecover }) => [impactAt, timeToDetect, timeToRecover]),
    ).toEqual([
      [measured(25 * second), measured(35 * second), measured(95 * second)],
      [measured(35 * second), measured(25 * second), measured(115 * second)],
      [measured(45 * second), measured(15 * second), measured(135 * second)],
    ]);
  });

  test("has the users' side of it", () => {
    expect(verdict.clusters.map(({ failedRequests, badSeconds }) => [failedRequests, badSeconds])).toEqual([
      [95 * 6, 95],
      [115 * 6, 115],
      [135 * 6, 135],
    ]);
    const worst = 1 - (135 * 6) / (235 * 20);
    expect(verdict.fleet.availability).toEqual(measured(worst));
    expect(verdict.fleet.blastRadius).toEqual(measured(1 - worst));
    // 135 s × 6 of 20/s × 30 days × 1 %.
    expect(verdict.fleet.errorBudgetBurned).toMatchObject({
      value: expect.closeTo((135 * 6) / (20 * 30 * 86_400 * 0.01), 9),
    });
  });

  test("has the exposure to the bad version", () => {
    // eu served it for 100 s, us for 120 s, ap for 140 s, at 20 requests a second.
    expect(verdict.fleet.badExposureTime).toEqual(measured((360 / 3) * second));
    expect(verdict.fleet.badExposureRequests).toEqual(measured(360 * 20));
    // After the rollout was stopped at 90 s, two versions served from 120 s, when eu was back, to 180 s.
    expect(verdict.fleet.versionSkewWindow).toEqual(measured(60 * second));
  });

  test("is told in the order of time", () => {
    expect(verdict.story.map(({ at }) => at)).toEqual(verdict.story.map(({ at }) => at).sort((a, b) => a - b));
    expect(verdict.story.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        "steady state proven",
        "users of eu are hit",
        "ap has recovered, and holds for 1m",
        "the procedure says done",
      ]),
    );
  });
});

describe("an application that says nothing of itself", () => {
  const silent = (event: TimelineEvent): TimelineEvent => {
    if (event.type === "traffic") return { ...event, byVersion: {} };
    if (event.type === "stateTaken") {
      const processes = event.state.processes!.map((one) => ({
        ...one,
        hash: undefined,
        reportsConfig: false as const,
      }));
      return { ...event, state: { ...event.state, processes } };
    }
    if (event.type !== "probe" || event.probe !== "effective-config") return event;
    return { ...event, value: "notObserved", detail: "processes do not say what they read" };
  };
  const { plan, events } = draw();
  const verdict = judged({ plan, events: events.map(silent) });

  test("is judged by everything else, and the report says what was not observed", () => {
    expect(verdict.verdict).toBe("pass");
    expect(verdict.notes).toEqual([
      "effective-config was not observed in eu, us, ap: processes do not say what they read",
    ]);
  });

  test("leaves open how long the bad version served", () => {
    const open = { state: "unknown", why: "no answer names its version" };
    const { badExposureTime, badExposureRequests, versionSkewWindow } = verdict.fleet;
    expect([badExposureTime, badExposureRequests, versionSkewWindow]).toEqual([open, open, open]);
  });

  test("may not fall silent later: such a run is never passed", () => {
    const later = events.map((event) => (event.at > 200 * second && event.type === "probe" ? silent(event) : event));
    expect(judged({ plan, events: later }).verdict).toBe("invalid");
  });
});

describe("scope and impact", () => {
  test("a cluster that nothing reached is not affected, and still compared", () => {
    const [, , ap] = judged(draw({ clusters: { ap: leftAlone } })).clusters;
    expect(ap).toMatchObject({
      inScope: false,
      noImpact: false,
      timeToRecover: { state: "not-applicable" },
      dimensions: { D1: "match", D9: "match" },
      equivalenceClass: "A",
    });
  });

  test("a cluster whose users noticed nothing counts from the first bad change anywhere", () => {
    const quiet = { ...releasedAndBack(40 * second, 180 * second), hit: undefined };
    expect(judged(draw({ clusters: { ap: quiet } })).clusters[2]).toMatchObject({
      inScope: true,
      noImpact: true,
      timeToMitigate: { state: "not-applicable" },
      timeToRecover: measured(160 * second),
    });
  });

  test("without any impact the first bad change takes its place", () => {
    const quiet = (releasedAt: number, okAt: number) => ({
      ...releasedAndBack(releasedAt * second, okAt * second),
      hit: undefined,
    });
    const verdict = judged(draw({ clusters: { eu: quiet(20, 120), us: quiet(30, 150), ap: quiet(40, 180) } }));
    expect(verdict.verdict).toBe("pass");
    expect(verdict.fleet.timeToRecover).toEqual(measured(160 * second));
    expect(verdict.fleet.timeToDetect).toEqual(measured(40 * second));
  });

  test("a cluster that only drifted is in scope", () => {
    const drift: TimelineEvent = {
      at: 30 * second,
      type: "faultInjected",
      fault: "registry-down",
      kind: "config-drift",
      on: ["ap"],
    };
    expect(judged(draw({ clusters: { ap: leftAlone }, more: [drift] })).clusters[2]!.inScope).toBe(true);
  });

  test("a single bad request in a while is no impact", () => {
    const noise = { from: 100 * second, to: 101 * second, bad: 1 };
    expect(judged(draw({ clusters: { ap: { ...leftAlone, hit: noise } } })).clusters[2]!.inScope).toBe(false);
    const outage = { ...noise, bad: 3 };
    expect(judged(draw({ clusters: { ap: { ...leftAlone, hit: outage } } })).clusters[2]).toMatchObject({
      inScope: true,
      impactAt: measured(100 * second),
    });
  });
});

describe("an invalid run", () => {
  test.each<[string, ReturnType<typeof draw>, string]>([
    [
      "without steady state",
      swap("baselineProven", ({ at }) => ({ at, type: "baselineNotProven", detail: "eu: 2 of 3 ready" })),
      "steady state was not proven: eu: 2 of 3 ready",
    ],
    [
      "that detected nothing",
      swap("detected", ({ at }) => ({ at, type: "notDetected", detail: "no rule fired" })),
      "the bad release was not detected: no rule fired",
    ],
    [
      "whose fault did not bite",
      swap("faultActive", ({ at }) => ({
        at,
        type: "faultNotActive",
        fault: "registry-down",
        detail: "the image is cached",
      })),
      "fault registry-down was not seen to be active: the image is cached",
    ],
    [
      "whose fault's event never came",
      swap("faultActive", ({ at }) => ({
        at,
        type: "faultNotReached",
        fault: "registry-down",
        anchor: "procedureStep 9",
      })),
      'fault registry-down did not strike: "procedureStep 9" never came',
    ],
    [
      "whose fault nobody looked at",
      without(draw(), ({ type }) => type === "faultActive"),
      "nothing shows that fault registry-down was active",
    ],
    [
      "whose fault would not heal",
      swap("faultHealed", ({ at }) => ({
        at,
        type: "faultNotHealed",
        fault: "registry-down",
        detail: "still refused",
      })),
      "fault registry-down could not be healed: still refused",
    ],
    [
      "whose fault's healing is open",
      without(draw(), ({ type }) => type === "faultHealed"),
      "nothing shows that fault registry-down was healed",
    ],
    [
      "in which the harness failed",
      draw({ more: [{ at: 100_000, type: "harnessProblem", during: "procedure", message: "no space is left" }] }),
      "the harness failed during procedure: no space is left",
    ],
    [
      "of which the log lost an event",
      { ...draw(), events: draw().events.filter((_, index) => index !== 200) },
      `the log lacks 1 of ${draw().events.length - 1} events`,
    ],
    [
      "of which the log has an event twice",
      { ...draw(), events: draw().events.flatMap((event, index) => (index === 200 ? [event, event] : [event])) },
      "the log has 1 events too many",
    ],
    [
      "of another seed",
      swap("runStarted", (event) => ({ ...event, seed: 2 }) as TimelineEvent),
      "the log is of drawn, seed 2; the plan is of drawn, seed 1",
    ],
    ["without events", { ...draw(), events: [] }, "the timeline is empty"],
  ])("is one %s", (_what, { plan, events }, reason) => {
    const verdict = judge(plan, events);
    expect(verdict.verdict).toBe("invalid");
    expect(verdict.reasons[0]).toBe(reason);
    expect(verdict.score).toBeUndefined();
  });

  test("names the gates that are unknown when nothing else is wrong", () => {
    const { verdict, reasons } = judged(
      without(draw(), (event) => event.type === "redeployFinished" && event.cluster === "eu"),
    );
    expect(verdict).toBe("invalid");
    expect(reasons).toEqual(["G4 unknown: eu takes the next release within 10m: no re-deploy was recorded"]);
  });

  test("is a failed one when a gate has failed all the same", () => {
    const trouble: TimelineEvent = { at: 100_000, type: "harnessProblem", during: "procedure", message: "x" };
    const { verdict, reasons, score } = judged(draw({ more: [trouble], clusters: { us: { redeploy: "failed" } } }));
    expect(verdict).toBe("fail");
    expect(reasons).toEqual([
      "G4 failed: us takes the next release within 10m: 1 of 3 updated",
      "the harness failed during procedure: x",
    ]);
    expect(score!.total).toBeLessThanOrEqual(49);
  });

  test("is held to no gate before its procedure began", () => {
    const verdict = judged(cutAt(draw(), procedureAt));
    expect(verdict.verdict).toBe("invalid");
    expect(verdict.gates.map(({ outcome }) => outcome)).toEqual(Array<string>(7).fill("unknown"));
    expect(verdict.reasons).toContain("the log ends before the run did");
  });
});

describe("a log that ends early", () => {
  test("says so, and cannot pass", () => {
    const verdict = judged(cutAt(draw(), 200 * second));
    expect(verdict.verdict).toBe("invalid");
    expect(verdict.reasons).toEqual(["the log ends before the run did"]);
    expect(verdict.notes).toEqual(["judged from a log that ends at 3m10s"]);
    expect(verdict.fleet.timeToRecover).toEqual({
      state: "unknown",
      why: "the log ends before the drill stopped watching",
    });
  });

  test("fails all the same when a gate has failed by then", () => {
    const late = draw({
      clusters: { ap: { probesOkAt: Infinity } },
      expect: { recoveredWithin: "1m" },
      settledAt: 10 * minute,
    });
    expect(judged(cutAt(late, 5 * minute)).verdict).toBe("fail");
  });

  test("is whole enough when only the teardown is missing", () => {
    const { plan, events } = draw();
    expect(judge(plan, events.slice(0, -1)).verdict).toBe("pass");
  });
});

test("an aborted run is aborted, whatever its gates say", () => {
  const abort: TimelineEvent = { at: 200_000, type: "aborted", reason: "Ctrl-C" };
  const { verdict, reasons, score } = judged(draw({ more: [abort], clusters: { us: { redeploy: "failed" } } }));
  expect(verdict).toBe("aborted");
  expect(reasons[0]).toBe("aborted: Ctrl-C");
  expect(score).toBeUndefined();
});

test("what went wrong with cleaning up is a note, and changes no verdict", () => {
  const problem: TimelineEvent = { at: 281_500, type: "cleanupProblem", what: "clusters", message: "busy" };
  const { verdict, notes } = judged(draw({ more: [problem] }));
  expect(verdict).toBe("pass");
  expect(notes).toEqual(["cleaning up clusters failed: busy"]);
});

test("the quality of a procedure is counted from its steps", () => {
  const step = (at: number, changes: object): TimelineEvent => ({
    at: at * second,
    type: "procedureStepFinished",
    step: 1,
    title: "undo",
    outcome: "ok",
    duration: 1,
    detail: "",
    ...changes,
  });
  const more = [
    step(100, { outcome: "failed" }),
    step(101, { outcome: "unknown" }),
    step(102, { retries: 2 }),
    step(103, { retries: 1, manual: true }),
  ];
  expect(judged(draw({ more })).fleet.procedure).toEqual({ errors: 2, retries: 3, manual: 1, unsafe: 0 });
  const failed = { at: 185 * second, outcome: "failed", detail: "exit code 1" } as const;
  expect(judged(draw({ procedureFinished: failed })).fleet.procedure.errors).toBe(1);
});
