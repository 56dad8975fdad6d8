import { formatDuration } from "../base/duration.ts";
import type { Plan } from "../scenario/plan.ts";
import { percent } from "./percent.ts";
import type { FleetMetrics, Measured, Score, ScorePart } from "./verdict.ts";

type Expectations = Plan["scenario"]["expect"];

/** Weights of the parts; they sum to 100. */
const weights = {
  detect: 10,
  mitigate: 15,
  "fleet recover": 25,
  skew: 10,
  availability: 20,
  "blast radius": 5,
  procedure: 15,
} as const satisfies Record<ScorePart["part"], number>;

/** No run that failed a gate scores more. */
export const failedCap = 49;

export interface ScoreRequest {
  readonly fleet: FleetMetrics;
  readonly expect: Pick<Expectations, "targets" | "limits" | "availability">;
  /** Share of good requests that the SLO promises. */
  readonly slo: number;
  readonly gates: "passed" | "failed";
}

/**
 * 0 to 100, for display and trend only. Parts that do not apply leave the denominator; what should have been measured and
 * was not scores nothing.
 */
export function scoreOf({ fleet, expect, slo, gates }: ScoreRequest): Score {
  const { targets, limits, availability: floor } = expect;
  const time = (part: keyof typeof targets, of: Measured) => ({
    of,
    value: timeShare(of, targets[part], limits[part]),
    from: spanText(of, targets[part], limits[part]),
  });
  const share = (of: Measured, value: (share: number) => number, from: (share: number) => string) => ({
    of,
    value: of.state === "measured" ? clamp(value(of.value)) : 0,
    from: of.state === "measured" ? from(of.value) : whyNot(of),
  });
  const quality = procedureShare(fleet.procedure);
  const inputs = {
    detect: time("detect", fleet.timeToDetect),
    mitigate: time("mitigate", fleet.timeToMitigate),
    "fleet recover": time("recover", fleet.timeToRecover),
    skew: time("skew", fleet.recoverySkew),
    availability: share(
      fleet.availability,
      (good) => (slo <= floor ? Number(good >= slo) : (good - floor) / (slo - floor)),
      (good) => `${percent(good)} of ${percent(floor)} to ${percent(slo)}`,
    ),
    "blast radius": share(
      fleet.blastRadius,
      (failed) => 1 - failed,
      (failed) => `${percent(failed)} failed in the worst region`,
    ),
    procedure: { of: undefined, value: quality, from: procedureText(fleet.procedure) },
  } satisfies Record<ScorePart["part"], { of: Measured | undefined; value: number; from: string }>;
  const parts = Object.entries(inputs)
    .filter(([, { of }]) => of?.state !== "not-applicable")
    .map(([part, { value, from }]): ScorePart => {
      const name = part as ScorePart["part"];
      return { part: name, weight: weights[name], value, from };
    });
  const denominator = parts.reduce((sum, { weight }) => sum + weight, 0);
  const reached = parts.reduce((sum, { weight, value }) => sum + weight * value, 0);
  const total = (100 * reached) / denominator;
  return { total: round(gates === "failed" ? Math.min(total, failedCap) : total), parts };
}

/** 1 until the target, 0 from the limit on, logarithmic between: twice as long costs the same anywhere. */
function timeShare(time: Measured, target: number, limit: number): number {
  if (time.state !== "measured") return 0;
  const { value } = time;
  if (value <= target) return 1;
  if (value >= limit) return 0;
  return target > 0 ? 1 - Math.log(value / target) / Math.log(limit / target) : 1 - value / limit;
}

function procedureShare({ errors, manual, retries, unsafe }: FleetMetrics["procedure"]): number {
  return Math.max(0, 1 - 0.15 * errors - 0.1 * manual - 0.05 * retries - 0.5 * unsafe);
}

function procedureText({ errors, manual, retries, unsafe }: FleetMetrics["procedure"]): string {
  const counts = [
    [errors, "error", "errors"],
    [manual, "manual step", "manual steps"],
    [retries, "retry", "retries"],
    [unsafe, "unsafe action", "unsafe actions"],
  ] as const;
  const said = counts
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`);
  return said.length === 0 ? "nothing went wrong" : said.join(", ");
}

function spanText(time: Measured, target: number, limit: number): string {
  if (time.state !== "measured") return whyNot(time);
  return `${formatDuration(time.value)} of ${formatDuration(target)} to ${formatDuration(limit)}`;
}

function whyNot(number: Exclude<Measured, { state: "measured" }>): string {
  return number.state === "exceeded" ? `not within ${formatDuration(number.limit)}` : number.why;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
