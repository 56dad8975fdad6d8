import { formatDuration } from "./base/duration.ts";
import type { Anchor } from "./scenario/anchor.ts";
import type { PlannedEvent, PlannedProcedure } from "./scenario/plan.ts";
import type { FaultDeclaration, Scenario } from "./scenario/schema/scenario.ts";

/** An event of the plan, and where it stands in the story. */
interface Ranked extends PlannedEvent {
  readonly rank: number;
}

const eventRanks = {
  baselineProven: 10,
  rolloutStarted: 20,
  updated: 30,
  impact: 32,
  rolloutFinished: 40,
  detected: 50,
  procedureStarted: 60,
  procedureStep: 70,
  procedureFinished: 80,
} as const;

/**
 * What happens when, in the order in which it is expected. Only anchors decide what really happens first: a rollout may
 * finish after the procedure has started.
 */
export function orderOfEvents(
  scenario: Scenario,
  procedure: PlannedProcedure,
  waves: readonly (readonly string[])[],
): readonly PlannedEvent[] {
  const { rollout, detection, procedure: declared, faults, expect } = scenario;
  const rank = (anchor: Anchor) => rankOf(anchor, faults);
  const startsAt = Math.max(eventRanks.procedureStarted, rank(declared.startsAt));
  const events: Ranked[] = [
    { rank: 0, when: "first", what: `${Object.keys(scenario.clusters).join(", ")} run good and are steady` },
    {
      rank: eventRanks.rolloutStarted,
      when: "baselineProven",
      what: `${rollout.to.join(", then ")} reaches ${wavesText(waves)}`,
    },
    ...faults.map((fault) => ({ rank: rank(fault.at) + 1, when: fault.at.text, what: faultText(fault) })),
    detection.at === undefined
      ? { rank: eventRanks.detected, when: "when its rules fire", what: rulesText(scenario) }
      : { rank: rank(detection.at) + 1, when: detection.at.text, what: "the operator declares an incident" },
    {
      rank: startsAt,
      when: declared.startsAt.text,
      what: `procedure ${procedure.name} starts, for at most ${formatDuration(declared.timeout)}`,
    },
    { rank: 90, when: "procedureFinished", what: `everything settles, within ${formatDuration(expect.settledWithin)}` },
  ];
  if (expect.redeploy !== false) {
    const { to, within } = expect.redeploy;
    events.push({ rank: 100, when: "settled", what: `${to} is deployed, within ${formatDuration(within)}` });
  }
  return events.sort((a, b) => a.rank - b.rank).map(({ when, what }) => ({ when, what }));
}

function rankOf({ on }: Anchor, faults: readonly FaultDeclaration[], depth = 0): number {
  if (on.event !== "faultActive" && on.event !== "faultHealed") return eventRanks[on.event];
  const fault = faults.find(({ name }) => name === on.fault);
  return fault === undefined || depth > faults.length ? 0 : rankOf(fault.at, faults, depth + 1) + 2;
}

function faultText({ name, kind, on, for: duration }: FaultDeclaration): string {
  const where = on === undefined ? "all clusters" : on.join(", ");
  return `fault ${name} (${kind}) strikes ${where}, ${duration === undefined ? "until the end" : `for ${formatDuration(duration)}`}`;
}

/** `eu, then us, then ap`; clusters of one wave are joined by +. */
function wavesText(waves: readonly (readonly string[])[]): string {
  return waves.map((wave) => wave.join(" + ")).join(", then ");
}

function rulesText({ detection }: Scenario): string {
  const { badShare, window, rolloutStuck, within } = detection;
  const rules = `${+(badShare * 100).toFixed(2)}% bad requests in ${formatDuration(window)}, or a rollout stuck for ${formatDuration(rolloutStuck)}`;
  return `the bad release is detected: ${rules}; within ${formatDuration(within)}`;
}
