import { dimensionIds } from "../harness/scenario/schema/expect.ts";
import { summarise } from "../harness/judging/summary.ts";
import type { Verdict } from "../harness/judging/verdict.ts";
import { clusterWord, fleetLines, settingText, shareText, stateText, stopwatch, timeText } from "./format.ts";
import { code, details, escape, list, table } from "./markdown-text.ts";
import type { ReportedRun, Reporter } from "./reporter.ts";
import { summaryLines } from "./summary-text.ts";

/** GitHub drops a step summary of more than 1 MiB; the rest is for what else a job writes into it. */
const budget = 900_000;

/** Fits the step summary of a GitHub job: what does not fit is left out and said. */
export const markdown: Reporter = {
  name: "markdown",
  summary: "Markdown, fits a GitHub step summary",
  render(runs) {
    const parts: string[] = [overview(runs)];
    let size = Buffer.byteLength(parts[0]!);
    const worstFirst = runs.toSorted((a, b) => rank[a.verdict.verdict] - rank[b.verdict.verdict]);
    let left = runs.length;
    for (const run of worstFirst) {
      const part = renderRun(run);
      size += Buffer.byteLength(part) + 1;
      if (size > budget) break;
      parts.push(part);
      left--;
    }
    if (left > 0) parts.push(`_${left} more runs are left out here; the JSON report has them all._\n`);
    return parts.join("\n");
  },
};

const rank = { fail: 0, invalid: 1, aborted: 2, pass: 3 } as const;
const badges = { pass: "✅ pass", fail: "❌ fail", invalid: "⚠️ invalid", aborted: "⚠️ aborted" } as const;
const marks = { passed: "✅", failed: "❌", unknown: "❔" } as const;
const clusterMarks = { ok: "✅", failed: "❌", unknown: "❔" } as const;
const dimensionMarks = { match: "✅", allowed: "☑️", different: "❌", unknown: "❔" } as const;

/** Rows of the table at the top: beyond these only the summaries tell of all runs. */
const overviewRows = 100;

function overview(runs: readonly ReportedRun[]): string {
  const rows = runs
    .slice(0, overviewRows)
    .map(({ verdict: { verdict, scenario, procedure, seed, fleet, score } }) => [
      badges[verdict],
      scenario,
      procedure,
      String(seed),
      timeText(fleet.timeToRecover),
      shareText(fleet.availability),
      score === undefined ? "–" : score.total.toFixed(1),
    ]);
  const several = summarise(runs.map(({ verdict }) => verdict)).filter((summary) => summary.runs > 1);
  const lines = [
    "# Rollback drills",
    "",
    ...table(["verdict", "scenario", "procedure", "seed", "time to recover", "availability", "score"], rows),
    ...(runs.length > overviewRows ? ["", `_and ${runs.length - overviewRows} more_`] : []),
    ...several.flatMap((summary) => [
      "",
      `**${summary.runs} runs of ${escape(summary.scenario)}, ${escape(summary.procedure)}**`,
      "",
      ...summaryLines(summary).map((line) => `- ${escape(line)}`),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

function renderRun({ verdict, file, folder }: ReportedRun): string {
  const { scenario, procedure, reasons, notes, clusters, gates, story, score } = verdict;
  const lines = [
    `## ${badges[verdict.verdict]}: ${escape(scenario)}`,
    "",
    `${escape(procedure)} on ${settingText(verdict)}; ${code(file)}${folder === undefined ? "" : `, stored in ${code(folder)}`}`,
    ...list(reasons),
    "",
    ...clusterTable(verdict),
    "",
    ...table(
      ["gate", "", "what was found"],
      gates.map(({ gate, title, outcome, assertions }) => [
        `${marks[outcome]} ${gate}`,
        title,
        assertions
          .filter((one) => one.outcome !== "passed")
          .map((one) => (one.detail === "" ? one.title : `${one.title}: ${one.detail}`))
          .join("; "),
      ]),
    ),
    ...details(
      "Fleet metrics",
      table(
        ["metric", "value"],
        fleetLines(verdict).map((line) => [...line]),
      ),
    ),
    ...(score === undefined
      ? []
      : details(
          `Score ${score.total.toFixed(1)}`,
          table(
            ["part", "points", "from"],
            score.parts.map(({ part, weight, value, from }) => [
              part,
              `${(weight * value).toFixed(1)} of ${weight}`,
              from,
            ]),
          ),
        )),
    ...details(
      "Differences",
      list(
        clusters.flatMap(({ cluster, differences }) =>
          differences.map(
            ({ dimension, path, expected, found, allowed }) =>
              `${cluster} ${dimension} ${path}: ${found}, not ${expected}${allowed === undefined ? "" : ` (allowed: ${allowed})`}`,
          ),
        ),
      ),
    ),
    ...details(
      "Story",
      table(
        ["time", ""],
        story.map(({ at, text }) => [stopwatch(at), text]),
      ),
    ),
    ...list(notes),
  ];
  return `${lines.join("\n")}\n`;
}

function clusterTable(verdict: Verdict): readonly string[] {
  return table(
    ["cluster", "state", "TTD", "TTM", "TTR", "availability", ...dimensionIds, "same as"],
    verdict.clusters.map((result) => [
      `${clusterMarks[clusterWord(verdict, result.cluster)]} ${result.cluster}`,
      stateText(result),
      timeText(result.timeToDetect),
      timeText(result.timeToMitigate),
      timeText(result.timeToRecover),
      shareText(result.availability),
      ...dimensionIds.map((id) => dimensionMarks[result.dimensions[id]]),
      result.equivalenceClass,
    ]),
  );
}
