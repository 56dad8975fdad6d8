import { closeSync, openSync, writeFileSync } from "node:fs";
import { UserError } from "../base/errors.ts";
import { nearest } from "../scenario/document/suggest.ts";
import { reporters } from "../../reports/reporters.ts";
import type { ReportedRun, Reporter } from "../../reports/reporter.ts";

/** A report that was asked for, whose file is there already. */
export interface ReportTarget {
  write(runs: readonly ReportedRun[]): void;
  readonly path: string;
}

/**
 * Reads `junit=out.xml,json=out.json`, given once or several times, and makes the files, so that a bad path fails before a
 * drill of an hour and not after it.
 * @throws UserError for an unknown format or a file that cannot be written.
 */
export function openReports(texts: readonly string[]): readonly ReportTarget[] {
  return texts.flatMap((text) => text.split(",")).map(openReport);
}

/** As above, for a single report, whose path may have commas. */
export function openReport(text: string): ReportTarget {
  const [format = "", ...rest] = text.split("=");
  const path = rest.join("=");
  const reporter = reporterOf(format);
  if (path === "")
    throw new UserError(`--report ${text} names no file`, { hint: `Write it as --report ${format}=FILE.` });
  try {
    closeSync(openSync(path, "a"));
  } catch (cause) {
    throw new UserError(`cannot write the report ${path}: ${(cause as Error).message}`, {
      cause,
      hint: "Name a file in a folder that exists and that you may write.",
    });
  }
  return { path, write: (runs) => writeFileSync(path, reporter.render(runs, { width: 100, colours: "off" })) };
}

export function reporterOf(format: string): Reporter {
  const reporter = (reporters as Readonly<Record<string, Reporter>>)[format];
  if (reporter !== undefined) return reporter;
  const names = Object.keys(reporters);
  const near = nearest(format, names);
  throw new UserError(`there is no report format "${format}"`, {
    hint: `${near === undefined ? "" : `Did you mean ${near}? `}Formats: ${names.join(", ")}.`,
  });
}
