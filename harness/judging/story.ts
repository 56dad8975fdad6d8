import { formatDuration } from "../base/duration.ts";
import type { TimelineEvent } from "../timeline/events.ts";
import type { Findings } from "./findings.ts";
import type { StoryLine } from "./verdict.ts";

/** The drill as people would tell it, in the order of time. */
export function storyOf(findings: Findings, events: readonly TimelineEvent[]): readonly StoryLine[] {
  const told = events.flatMap((event) => {
    const text = tell(event);
    return text === undefined ? [] : [{ at: event.at, text }];
  });
  // Stable, so that what happened at one instant stays in the order in which it was recorded.
  return [...told, ...seenByUsers(findings)].sort((a, b) => a.at - b.at);
}

/** One event in a sentence; undefined for those that only measure. */
export function tell(event: TimelineEvent): string | undefined {
  switch (event.type) {
    case "worldNotice":
      return event.message;
    case "baselineProven":
      return "steady state proven";
    case "baselineNotProven":
      return `steady state not proven: ${event.detail}`;
    case "clusterRolloutStarted":
      return `${event.to} is rolled out to ${event.cluster}`;
    case "rolloutStopped":
      return `the rollout is stopped by the ${event.by}`;
    case "faultActive":
      return `fault ${event.fault} is active: ${event.detail}`;
    case "faultNotActive":
      return `fault ${event.fault} is not active: ${event.detail}`;
    case "faultHealed":
      return `fault ${event.fault} is healed`;
    case "faultNotHealed":
      return `fault ${event.fault} could not be healed: ${event.detail}`;
    case "detected":
      return `detected (${event.rule}): ${event.detail}`;
    case "notDetected":
      return `not detected: ${event.detail}`;
    case "procedureStarted":
      return `procedure ${event.name} starts`;
    case "procedureStepFinished":
      return event.outcome === "ok"
        ? undefined
        : `step ${event.step} "${event.title}" ${failed(event.outcome)}: ${event.detail}`;
    case "procedureDecided":
      return `the procedure decides: ${event.decision}`;
    case "procedureFinished":
      return event.outcome === "ok" ? "the procedure says done" : `the procedure ends without success: ${event.detail}`;
    case "routeChanged":
      return `traffic weights: ${Object.entries(event.weights)
        .map(([cluster, weight]) => `${cluster} ${weight}`)
        .join(", ")}`;
    case "settled":
      return event.reason === "recovered"
        ? "everything held; the drill stops watching"
        : "a limit is reached; the drill stops watching";
    case "redeployFinished":
      return event.outcome === "ok"
        ? `${event.cluster} took the next release`
        : `the next release ${failed(event.outcome)} in ${event.cluster}: ${event.detail}`;
    case "harnessProblem":
      return `the harness failed during ${event.during}: ${event.message}`;
    case "aborted":
      return `aborted: ${event.reason}`;
    default:
      return undefined;
  }
}

function failed(outcome: "failed" | "unknown"): string {
  return outcome === "failed" ? "failed" : "ended unknown";
}

function seenByUsers({ stamps, evidence }: Findings): readonly StoryLine[] {
  const { hold } = evidence.plan;
  return [...stamps.clusters].flatMap(([cluster, { impactAt, inScope, recovery, mitigation }]) => {
    if (!inScope) return [];
    const lines: StoryLine[] = [];
    if (impactAt !== undefined) lines.push({ at: impactAt, text: `users of ${cluster} are hit` });
    if (!evidence.watchedToEnd) return lines;
    if (impactAt !== undefined && mitigation.at !== undefined && mitigation.at !== recovery.at)
      lines.push({ at: mitigation.at, text: `users of ${cluster} are served again` });
    if (recovery.at !== undefined)
      lines.push({ at: recovery.at, text: `${cluster} has recovered, and holds for ${formatDuration(hold)}` });
    return lines;
  });
}
