import { exitCodes } from "../base/errors.ts";
import { judgeStoredRun } from "../runs/stored-run.ts";
import type { Command } from "./command.ts";
import { openReport, reporterOf } from "./report-targets.ts";

interface Options {
  readonly format: string;
  readonly output?: string;
}

export const report: Command<Options> = {
  examples: [
    ["drill report RUN", "tables, as the run printed them"],
    ['drill report runs/*/* --format markdown >> "$GITHUB_STEP_SUMMARY"', "for a GitHub job"],
    ["drill report RUN --format json --output drill.json", "into a file"],
  ],
  define(command) {
    command
      .argument("<runs...>", "folders of runs")
      .option("--format <name>", "terminal, json, junit or markdown", "terminal")
      .option("--output <file>", "write to this file instead of standard output");
  },
  async run({ args, options: { format, output } }, { terminal }) {
    const reporter = reporterOf(format);
    const target = output === undefined ? undefined : openReport(`${format}=${output}`);
    const judged = args.map((folder) => judgeStoredRun(folder));
    if (target !== undefined) target.write(judged);
    else terminal.out(reporter.render(judged, { width: terminal.columns, colours: terminal.colours }));
    return exitCodes.pass;
  },
};
