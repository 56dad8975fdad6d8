import { exitCodeOf } from "../exit-code.ts";
import { judgeStoredRun } from "../runs/stored-run.ts";
import { reporters } from "../../reports/reporters.ts";
import { collect, type Command } from "./command.ts";
import { openReports } from "./report-targets.ts";

interface Options {
  readonly set?: readonly string[];
  readonly report?: readonly string[];
}

export const judge: Command<Options> = {
  examples: [
    ["drill judge runs/clean-rollback/2026-01-31T12-00-00.000", "judge a stored run again"],
    ["drill judge RUN --set expect.recoveredWithin=5m", "under another limit"],
    ["drill judge RUN --report junit=drill.xml", "and write a report"],
  ],
  define(command) {
    command
      .argument("<runs...>", "folders of runs; one that was killed is judged by what it left")
      .option("--set <path=value>", "judge under another limit: expect.…; may be given several times", collect)
      .option("--report <format=file>", "write a report; may be given several times, or with commas", collect);
  },
  async run({ args, options }, { terminal }) {
    const reports = openReports(options.report ?? []);
    const judged = args.map((folder) => judgeStoredRun(folder, options.set));
    terminal.out(reporters.terminal.render(judged, { width: terminal.columns, colours: terminal.colours }));
    for (const report of reports) {
      report.write(judged);
      terminal.out(`report: ${report.path}\n`);
    }
    return exitCodeOf(judged.map(({ verdict }) => verdict.verdict));
  },
};
