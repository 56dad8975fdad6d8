import type { Verdict } from "../harness/judging/verdict.ts";

/** One judged run, as a reporter gets it: plain data in, text out. */
export interface ReportedRun {
  readonly verdict: Verdict;
  /** Path of the scenario file as the user wrote it. */
  readonly file: string;
  /** Where the run is stored, as printed for the user; undefined when it was not stored. */
  readonly folder: string | undefined;
}

export interface ReportOptions {
  /** Columns of the terminal; reporters that write files ignore it. */
  readonly width: number;
  /** Whether ANSI colours may be used. */
  readonly colours: "on" | "off";
}

/** One output format: one file, one entry in `reporters.ts`. */
export interface Reporter {
  readonly name: string;
  readonly summary: string;
  render(runs: readonly ReportedRun[], options: ReportOptions): string;
}
