import { formatDuration } from "../harness/base/duration.ts";
import { percent } from "../harness/judging/percent.ts";
import type { ClusterResult, Measured, Verdict } from "../harness/judging/verdict.ts";

/** A time as a table cell: `2m35s`, `> 15m`, `unknown`, `–`. */
export function timeText(time: Measured): string {
  return measuredText(time, formatDuration);
}

export function shareText(share: Measured): string {
  return measuredText(share, percent);
}

export function countText(count: Measured): string {
  return measuredText(count, String);
}

function measuredText(number: Measured, format: (value: number) => string): string {
  switch (number.state) {
    case "measured":
      return format(number.value);
    case "exceeded":
      return `> ${format(number.limit)}`;
    case "unknown":
      return "unknown";
    case "not-applicable":
      return "–";
  }
}

/** Drill time as a stop-watch shows it: `4:05`, `1:02:03`. */
export function stopwatch(at: number): string {
  const seconds = Math.floor(at / 1_000);
  const pad = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

export type ClusterWord = "ok" | "failed" | "unknown";

/** What the assertions about one cluster come to. */
export function clusterWord({ gates }: Verdict, cluster: string): ClusterWord {
  const outcomes = gates
    .flatMap(({ assertions }) => assertions.filter((one) => one.cluster === cluster))
    .map(({ outcome }) => outcome);
  if (outcomes.includes("failed")) return "failed";
  return outcomes.length === 0 || outcomes.includes("unknown") ? "unknown" : "ok";
}

/** What became of a cluster, in a word or two. */
export function stateText({ inScope, noImpact, timeToRecover }: ClusterResult): string {
  if (!inScope) return "not affected";
  if (timeToRecover.state === "measured") return noImpact ? "no impact" : "recovered";
  return timeToRecover.state === "exceeded" ? "unrecovered" : "unknown";
}

/** Driver, clock, seed and resolution of a run: `simulated, virtual time, seed 7, sampled every 1s`. */
export function settingText({ driver, timings, clock, speed, seed, sampleInterval }: Verdict): string {
  const profile = timings === undefined ? "" : ` with the timings of ${timings}`;
  const pace = clock === "real" && speed !== 1 ? `, ${speed} times as fast` : "";
  return `${driver}${profile}, ${clock} time${pace}, seed ${seed}, sampled every ${formatDuration(sampleInterval)}`;
}

/** Names of fleet metrics and their values, in the order of the clock. */
export function fleetLines({ fleet, clusters }: Verdict): readonly (readonly [string, string])[] {
  const hit = clusters.filter(({ badSeconds }) => badSeconds > 0).length;
  const { procedure } = fleet;
  return [
    ["time to detect", timeText(fleet.timeToDetect)],
    ["time to act", timeText(fleet.timeToAcknowledge)],
    ["time to mitigate", timeText(fleet.timeToMitigate)],
    ["time to recover", timeText(fleet.timeToRecover)],
    ["recovery skew", skewText(fleet.recoverySkew, fleet.timeToRecover)],
    ["false-success gap", timeText(fleet.falseSuccessGap)],
    ["version-skew window", timeText(fleet.versionSkewWindow)],
    ["time to re-deployable", timeText(fleet.timeToRedeploy)],
    ["bad exposure", timeText(fleet.badExposureTime)],
    ["bad answers", countText(fleet.badExposureRequests)],
    ["availability (worst)", shareText(fleet.availability)],
    ["blast radius", shareText(fleet.blastRadius)],
    ["regions hit", `${hit} of ${clusters.length}`],
    ["30-day budget burned", shareText(fleet.errorBudgetBurned)],
    ["procedure ran", timeText(fleet.procedureDuration)],
    ["errors/retries/manual", `${procedure.errors}/${procedure.retries}/${procedure.manual}`],
  ];
}

function skewText(skew: Measured, recover: Measured): string {
  const whole = recover.state === "measured" ? recover.value : 0;
  const share = skew.state === "measured" && skew.value > 0 && whole > 0 ? ` (${percent(skew.value / whole)})` : "";
  return timeText(skew) + share;
}
