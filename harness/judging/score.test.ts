import { describe, expect, test } from "vitest";
import { fc } from "../base/testing/properties.ts";
import { scoreOf, type ScoreRequest } from "./score.ts";
import type { FleetMetrics, Measured } from "./verdict.ts";

const minute = 60_000;
const of = (value: number): Measured => ({ state: "measured", value });

const fleet: FleetMetrics = {
  timeToDetect: of(2 * minute),
  timeToAcknowledge: of(minute),
  timeToMitigate: of(6 * minute),
  timeToRecover: of(9 * minute),
  recoverySkew: of(2 * minute),
  falseSuccessGap: of(0),
  versionSkewWindow: of(0),
  badExposureTime: of(0),
  badExposureRequests: of(0),
  timeToRedeploy: of(0),
  availability: of(0.978),
  blastRadius: of(0.18),
  errorBudgetBurned: of(0),
  procedureDuration: of(minute),
  procedure: { errors: 1, manual: 2, retries: 1, unsafe: 0 },
};

const request: ScoreRequest = {
  fleet,
  expect: {
    targets: { detect: minute, mitigate: 5 * minute, recover: 5 * minute, skew: minute },
    limits: { detect: 5 * minute, mitigate: 15 * minute, recover: 15 * minute, skew: 10 * minute },
    availability: 0.95,
  },
  slo: 0.99,
  gates: "passed",
};

const score = (changes: Partial<FleetMetrics> = {}, gates: ScoreRequest["gates"] = "passed") =>
  scoreOf({ ...request, gates, fleet: { ...fleet, ...changes } });

test("the worked example of a middling run comes to 63.9", () => {
  const { total, parts } = score();
  expect(total).toBe(63.9);
  expect(parts.map(({ part, weight, value }) => [part, weight, Number(value.toFixed(3))])).toEqual([
    ["detect", 10, 0.569],
    ["mitigate", 15, 0.834],
    ["fleet recover", 25, 0.465],
    ["skew", 10, 0.699],
    ["availability", 20, 0.7],
    ["blast radius", 5, 0.82],
    ["procedure", 15, 0.6],
  ]);
});

test("says what each part was computed from", () => {
  expect(score().parts.map(({ from }) => from)).toEqual([
    "2m of 1m to 5m",
    "6m of 5m to 15m",
    "9m of 5m to 15m",
    "2m of 1m to 10m",
    "97.8% of 95% to 99%",
    "18% failed in the worst region",
    "1 error, 2 manual steps, 1 retry",
  ]);
});

test("a perfect run scores 100", () => {
  const instant = { timeToDetect: of(0), timeToMitigate: of(0), timeToRecover: of(0), recoverySkew: of(0) };
  const flawless = {
    availability: of(1),
    blastRadius: of(0),
    procedure: { errors: 0, manual: 0, retries: 0, unsafe: 0 },
  };
  expect(score({ ...instant, ...flawless }).total).toBe(100);
});

test("what does not apply leaves the denominator; what is unknown or was not reached scores nothing", () => {
  const without = score({ recoverySkew: { state: "not-applicable", why: "one cluster" } });
  expect(without.parts.map(({ part }) => part)).not.toContain("skew");
  expect(without.total).toBe(63.3);
  const unknown = score({ recoverySkew: { state: "unknown", why: "the log ends" } });
  expect(unknown.parts.find(({ part }) => part === "skew")).toMatchObject({ value: 0, from: "the log ends" });
  expect(unknown.total).toBe(56.9);
  const never = score({ timeToRecover: { state: "exceeded", limit: 15 * minute } });
  expect(never.parts.find(({ part }) => part === "fleet recover")).toMatchObject({ value: 0, from: "not within 15m" });
});

const time: fc.Arbitrary<Measured> = fc.oneof(
  fc.double({ min: 0, max: 100 * minute, noNaN: true }).map(of),
  fc.constant<Measured>({ state: "exceeded", limit: minute }),
  fc.constant<Measured>({ state: "unknown", why: "no samples" }),
);
const share = fc.double({ min: 0, max: 1, noNaN: true });
const count = fc.nat(20);
const anyFleet = fc
  .record({
    detect: time,
    mitigate: time,
    recover: time,
    skew: time,
    availability: share,
    blast: share,
    procedure: fc.record({ errors: count, manual: count, retries: count, unsafe: count }),
  })
  .map(({ detect, mitigate, recover, skew, availability, blast, procedure }) => ({
    timeToDetect: detect,
    timeToMitigate: mitigate,
    timeToRecover: recover,
    recoverySkew: skew,
    availability: of(availability),
    blastRadius: of(blast),
    procedure,
  }));

describe("every score", () => {
  test("lies between 0 and 100, and at 49 or below when a gate failed", () => {
    fc.assert(
      fc.property(anyFleet, (changes) => {
        const [passed, failed] = [score(changes).total, score(changes, "failed").total];
        expect(passed).toBeGreaterThanOrEqual(0);
        expect(passed).toBeLessThanOrEqual(100);
        expect(failed).toBeLessThanOrEqual(49);
        expect(failed).toBeLessThanOrEqual(passed);
      }),
    );
  });

  test.each(["timeToDetect", "timeToMitigate", "timeToRecover", "recoverySkew", "blastRadius"] as const)(
    "does not rise with %s",
    (key) => {
      const longest = key === "blastRadius" ? 1 : 60 * minute;
      fc.assert(
        fc.property(anyFleet, share, share, (changes, a, b) => {
          const at = (value: number) => score({ ...changes, [key]: of(value * longest) }).total;
          expect(at(Math.max(a, b))).toBeLessThanOrEqual(at(Math.min(a, b)));
        }),
      );
    },
  );

  test("does not fall with availability", () => {
    fc.assert(
      fc.property(anyFleet, share, share, (changes, a, b) => {
        const at = (value: number) => score({ ...changes, availability: of(value) }).total;
        expect(at(Math.max(a, b))).toBeGreaterThanOrEqual(at(Math.min(a, b)));
      }),
    );
  });

  test.each(["errors", "manual", "retries", "unsafe"] as const)("does not rise with %s of the procedure", (key) => {
    fc.assert(
      fc.property(anyFleet, count, (changes, more) => {
        const worse = { ...changes.procedure, [key]: changes.procedure[key] + more };
        expect(score({ ...changes, procedure: worse }).total).toBeLessThanOrEqual(score(changes).total);
      }),
    );
  });

  test("is never better for an unknown than for the worst that could have been measured", () => {
    fc.assert(
      fc.property(anyFleet, fc.constantFrom("timeToDetect", "timeToRecover", "recoverySkew"), (changes, key) => {
        const unknown = score({ ...changes, [key]: { state: "unknown", why: "" } }).total;
        expect(unknown).toBeLessThanOrEqual(score({ ...changes, [key]: of(1_000 * minute) }).total);
      }),
    );
  });
});
