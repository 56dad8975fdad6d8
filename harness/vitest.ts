import { formatDuration, parseDuration } from "./base/duration.ts";
import { UserError } from "./base/errors.ts";
import type { Measured } from "./judging/verdict.ts";
import { runDrill, type RunDrillOptions } from "./run-drill.ts";
import type { DrillRun } from "./run.ts";

export interface DrillTestOptions extends RunDrillOptions {
  /** Title of the test; default the scenario's path. */
  readonly title?: string;
  /** ms of wall time; default one minute. */
  readonly timeout?: number;
}

/** Loaded where a test runs, and only there: outside it refuses to be imported, and the library works without it. */
const vitest = process.env["VITEST"] === undefined ? undefined : await import("vitest");

/**
 * Makes a drill a vitest test. Without `check` it holds the run to its verdict; with it, `check` says what must hold.
 * The matchers `toPass`… are registered for the file that calls it.
 */
export function drillTest(
  file: string,
  options: DrillTestOptions = {},
  check: (run: DrillRun) => void = expectPass,
): void {
  if (vitest === undefined)
    throw new UserError("drillTest works in vitest only", {
      hint: "Elsewhere, call runDrill and look at its verdict.",
    });
  const { test, expect } = vitest;
  const { title = file, timeout = 60_000, ...rest } = options;
  expect.extend(drillMatchers);
  test(title, { timeout }, async () => check(await runDrill(file, rest)));
}

function expectPass({ verdict }: DrillRun): void {
  if (verdict.verdict === "pass") return;
  throw new Error(`the drill ${verdict.scenario} ended with ${verdict.verdict}:\n${verdict.reasons.join("\n")}`);
}

interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** Matchers over a `DrillRun`; `expect.extend(drillMatchers)` registers them by hand. */
export const drillMatchers = {
  /** Every cluster in scope recovered within the given time of the first impact: `toRecoverWithin("5m")`. */
  toRecoverWithin(run: DrillRun, limit: string): MatcherResult {
    const within = parseDuration(limit);
    const slow = run.verdict.clusters.filter(
      ({ inScope, timeToRecover }) => inScope && !isWithin(timeToRecover, within),
    );
    const list = slow.map(({ cluster, timeToRecover }) => `${cluster}: ${describe(timeToRecover)}`).join(", ");
    return {
      pass: slow.length === 0 && run.verdict.fleet.timeToRecover.state === "measured",
      message: () =>
        `expected every cluster to recover within ${limit}; ${list || describe(run.verdict.fleet.timeToRecover)}`,
    };
  },
  /** Every cluster ended in its target state, and all in the same one. */
  toBeConsistent(run: DrillRun): MatcherResult {
    const findings = run.verdict.gates
      .filter(({ gate }) => gate === "G3" || gate === "G4")
      .flatMap(({ assertions }) => assertions.filter(({ outcome }) => outcome !== "passed"));
    return {
      pass: findings.length === 0,
      message: () =>
        `expected consistent clusters; ${findings.map(({ title, detail }) => `${title}: ${detail}`).join("; ")}`,
    };
  },
  toPassDrill(run: DrillRun): MatcherResult {
    const { verdict, reasons } = run.verdict;
    return {
      pass: verdict === "pass",
      message: () => `expected the drill to pass; it ended with ${verdict}: ${reasons.join("; ")}`,
    };
  },
} as const;

function isWithin(time: Measured, limit: number): boolean {
  return time.state === "measured" && time.value <= limit;
}

function describe(time: Measured): string {
  switch (time.state) {
    case "measured":
      return formatDuration(time.value);
    case "exceeded":
      return `more than ${formatDuration(time.limit)}`;
    default:
      return `${time.state} (${time.why})`;
  }
}
