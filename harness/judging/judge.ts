import { formatDuration } from "../base/duration.ts";
import type { Plan } from "../scenario/plan.ts";
import type { EventOf, TimelineEvent } from "../timeline/events.ts";
import { gatherEvidence, type Evidence } from "./evidence.ts";
import { findingsOf, type Findings } from "./findings.ts";
import { judgeGates } from "./gates/gates.ts";
import { clusterResult } from "./metrics/cluster.ts";
import { fleetMetrics } from "./metrics/fleet.ts";
import { overheadOf } from "./overhead.ts";
import { scoreOf } from "./score.ts";
import { storyOf } from "./story.ts";
import type { GateResult, Verdict, VerdictWord } from "./verdict.ts";

/**
 * Judges what was recorded: the same plan, limits and events always give the same verdict. Whatever the events lack is
 * unknown, and an unknown gate never lets a run pass.
 */
export function judge(plan: Plan, events: readonly TimelineEvent[]): Verdict {
  const evidence = gatherEvidence(plan, events);
  const findings = findingsOf(evidence, events.length);
  const gates = judgeGates(findings);
  const verdict = verdictOf(evidence, findings, gates);
  const fleet = fleetMetrics(findings);
  const overhead = overheadOf(events);
  const { scenario } = plan;
  return {
    format: 1,
    scenario: scenario.name,
    procedure: plan.procedure.name,
    driver: plan.driver,
    ...(plan.timings === undefined ? {} : { timings: plan.timings }),
    clock: plan.clock,
    speed: plan.speed,
    seed: plan.seed,
    verdict,
    reasons: reasonsFor(verdict, findings, gates),
    gates,
    clusters: evidence.clusters.map((cluster) => clusterResult(findings, cluster)),
    fleet,
    score:
      verdict === "pass" || verdict === "fail"
        ? scoreOf({
            fleet,
            expect: scenario.expect,
            slo: scenario.traffic.slo.success,
            gates: verdict === "pass" ? "passed" : "failed",
          })
        : undefined,
    sampleInterval: plan.sampleInterval,
    story: storyOf(findings, events),
    notes: [...notesOn(evidence, findings), ...(overhead === undefined ? [] : [overhead])],
  };
}

/** A gate that failed decides even when the drill had troubles of its own; else these, and every unknown, make it invalid. */
function verdictOf(evidence: Evidence, { problems }: Findings, gates: readonly GateResult[]): VerdictWord {
  if (evidence.first("aborted") !== undefined) return "aborted";
  if (gates.some(({ outcome }) => outcome === "failed")) return "fail";
  return problems.length > 0 || gates.some(({ outcome }) => outcome !== "passed") ? "invalid" : "pass";
}

function reasonsFor(
  verdict: VerdictWord,
  { evidence, problems }: Findings,
  gates: readonly GateResult[],
): readonly string[] {
  if (verdict === "pass") return [];
  const aborts = evidence.all("aborted").map(({ reason }) => `aborted: ${reason}`);
  const assertions = gates.flatMap((gate) => gate.assertions);
  const say = (outcome: "failed" | "unknown") =>
    assertions
      .filter((assertion) => assertion.outcome === outcome)
      .map(
        ({ gate, title, detail }) =>
          `${gate} ${outcome}: ${title}${detail === "" || detail === title ? "" : `: ${detail}`}`,
      );
  const reasons = [
    ...aborts,
    ...say("failed"),
    ...problems,
    ...(verdict === "fail" ? [] : unknownReasons(say("unknown"), problems)),
  ];
  return [...new Set(reasons)];
}

/** When the drill had troubles, the gates that these left open add nothing. */
function unknownReasons(unknowns: readonly string[], problems: readonly string[]): readonly string[] {
  return problems.length > 0 ? [] : unknowns;
}

function notesOn({ plan, all, last, end }: Evidence, { stamps }: Findings): readonly string[] {
  const notes = all("cleanupProblem").map(({ what, message }) => `cleaning up ${what} failed: ${message}`);
  for (const { folder } of all("logsKept"))
    notes.push(`logs of the clusters and their parts are kept in ${folder}/ of the run`);
  if (last("runFinished") === undefined) notes.push(`judged from a log that ends at ${formatDuration(end)}`);
  if (plan.clock === "real" && plan.speed !== 1)
    notes.push(`the world ran ${plan.speed} times as fast as the time-outs of the programs in it`);
  if (stamps.impact !== undefined && stamps.impact.earliest < stamps.impact.at)
    notes.push("load was not recorded all the time; users may have been hit before the first impact that was seen");
  return [...notes, ...notObserved(all("probe"))];
}

/** Probes that had nothing to ask, once each: nothing was concluded from them. */
function notObserved(probes: readonly EventOf<"probe">[]): readonly string[] {
  const silent = probes.filter(({ value }) => value === "notObserved");
  return [...Map.groupBy(silent, ({ probe }) => probe)].map(([probe, all]) => {
    const clusters = [...new Set(all.map(({ cluster }) => cluster))].join(", ");
    return `${probe} was not observed in ${clusters}: ${all[0]!.detail}`;
  });
}
