import { summarise } from "../../harness/judging/summary.ts";
import type { Verdict } from "../../harness/judging/verdict.ts";
import { settingText, stopwatch } from "../format.ts";
import type { ReportedRun, Reporter, ReportOptions } from "../reporter.ts";
import { summaryLines } from "../summary-text.ts";
import { coloursFor, outcomeMark, type Colours } from "./colours.ts";
import { clusterTable, fleetTable } from "./tables.ts";
import { hanging } from "./wrap.ts";

/** More runs than this of one scenario and procedure are shown by their summary and their first bad run. */
const shownInFull = 3;

export const terminal: Reporter = {
  name: "terminal",
  summary: "tables for people, to standard output",
  render(runs, options) {
    const colours = coloursFor(options);
    const groups = [
      ...Map.groupBy(runs, ({ verdict }) => JSON.stringify([verdict.scenario, verdict.procedure])).values(),
    ];
    const blocks = groups.flatMap((group) => [
      ...runsToShow(group).map((run) => renderRun(run, options, colours)),
      ...(group.length > 1 ? [renderSummary(group, options, colours)] : []),
    ]);
    return `${blocks.join("\n\n")}\n`;
  },
};

function runsToShow(group: readonly ReportedRun[]): readonly ReportedRun[] {
  if (group.length <= shownInFull) return group;
  return group.filter(({ verdict }) => verdict.verdict !== "pass").slice(0, 1);
}

function renderSummary(group: readonly ReportedRun[], { width }: ReportOptions, { strong }: Colours): string {
  const [summary] = summarise(group.map(({ verdict }) => verdict));
  const title = ` ${strong(`${group.length} runs of ${summary!.scenario}, ${summary!.procedure}`)}`;
  return [title, ...summaryLines(summary!).map((line) => hanging("   ", line, width))].join("\n");
}

function renderRun({ verdict, folder }: ReportedRun, { width }: ReportOptions, colours: Colours): string {
  const { strong, faint } = colours;
  const sections = [
    [heading(verdict, colours), hanging(" ", `${verdict.procedure} on ${settingText(verdict)}`, width)],
    reasons(verdict, width, colours),
    [clusterTable(verdict, colours)],
    [strong(" Fleet"), fleetTable(verdict, colours)],
    [strong(" Gates"), ...gates(verdict, width, colours)],
    score(verdict, width, colours),
    [strong(" Story"), ...verdict.story.map(({ at, text }) => hanging(`${stopwatch(at).padStart(8)}  `, text, width))],
    verdict.notes.map((note) => hanging(" Note: ", note, width)),
    folder === undefined ? [] : [faint(` Run: ${folder}`)],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function heading({ verdict, scenario, score: points }: Verdict, { badge, strong }: Colours): string {
  const shown = points === undefined ? "" : `  score ${points.total.toFixed(1)}`;
  return ` ${badge[verdict](` ${verdict.toUpperCase()} `)} ${strong(scenario)}${shown}`;
}

/** The first reason, and those that no gate tells below. */
function reasons({ reasons: all, verdict }: Verdict, width: number, { bad, doubtful }: Colours): readonly string[] {
  const paint = verdict === "fail" ? bad : doubtful;
  return all
    .filter((reason, index) => index === 0 || !/^G\d /.test(reason))
    .slice(0, 5)
    .map((reason) => paint(hanging(" • ", reason, width)));
}

function gates({ gates: results }: Verdict, width: number, colours: Colours): readonly string[] {
  return results.flatMap(({ gate, title, outcome, assertions }) => {
    const open = assertions.filter((assertion) => assertion.outcome !== "passed");
    return [
      ` ${outcomeMark(outcome, colours)} ${gate} ${title}`,
      ...open.map(({ title: claim, detail, outcome: one }) => {
        const text = detail === "" || claim === detail ? claim : `${claim}: ${detail}`;
        return hanging(`      ${one === "failed" ? "✘" : "?"} `, text, width);
      }),
    ];
  });
}

function score({ score: points }: Verdict, width: number, { strong }: Colours): readonly string[] {
  if (points === undefined) return [];
  const parts = points.parts.map(({ part, weight, value, from }) => {
    const reached = `${(weight * value).toFixed(1)}/${weight}`.padStart(8);
    return hanging(`   ${part.padEnd(14)}${reached}   `, from, width);
  });
  return [strong(` Score ${points.total.toFixed(1)} of 100 (for trends; the gates decide)`), ...parts];
}
