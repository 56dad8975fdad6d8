import { summarise } from "../harness/judging/summary.ts";
import type { Reporter } from "./reporter.ts";
import type { Report } from "./schema.ts";

/** Everything that was judged, for programs; `schema.json` describes it. */
export const json: Reporter = {
  name: "json",
  summary: "everything, for programs; reports/schema.json describes it",
  render(runs) {
    const report: Report = {
      format: 1,
      runs: runs.map(({ verdict, file, folder }) => ({ file, ...(folder !== undefined && { folder }), verdict })),
      summaries: summarise(runs.map(({ verdict }) => verdict)),
    };
    return `${JSON.stringify(report, undefined, 2)}\n`;
  },
};
