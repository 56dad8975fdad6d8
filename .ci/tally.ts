import { secondReport, withSecondTry } from "./second-try.ts";
import { readReport, type VitestReport } from "./vitest-report.ts";

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** What failed, a line each: a long log hides it, and is cut where it is shown. */
export function failures(reports: readonly VitestReport[]): readonly string[] {
  return reports
    .flatMap((report) => report.testResults)
    .filter(({ status }) => status === "failed")
    .flatMap(({ name, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === "failed");
      return failed.length === 0 ? [name] : failed.map(({ fullName }) => `${name}: ${fullName}`);
    });
}

/** What passed only when it was tried again, a line each: no defect, but somebody should see to it. */
export function unsteady(reports: readonly VitestReport[]): readonly string[] {
  return reports
    .flatMap((report) => report.testResults)
    .flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status, failureMessages = [] }) => status === "passed" && failureMessages.length > 0)
        .map(({ fullName, failureMessages }) => `${name}: ${fullName}: ${failureMessages![0]!.split("\n", 1)[0]}`),
    );
}

/** Sums reports up; a file that failed before any of its tests ran counts as one failure. */
export function tally(reports: readonly VitestReport[]): Tally {
  const sum: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const file of reports.flatMap((report) => report.testResults)) {
    for (const { status } of file.assertionResults) {
      if (status === "passed") sum.passed++;
      else if (status === "failed") sum.failed++;
      else sum.skipped++;
    }
    if (file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed")) sum.failed++;
  }
  return sum;
}

if (import.meta.main) {
  const reports = process.argv.slice(2).flatMap((path) => {
    const [first, second] = [readReport(path), readReport(secondReport(path))];
    return first === undefined ? [] : [second === undefined ? first : withSecondTry(first, second)];
  });
  const { passed, failed, skipped } = tally(reports);
  for (const test of unsteady(reports)) console.log(`passed when tried again: ${test}`);
  for (const failure of failures(reports)) console.log(`failed: ${failure}`);
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  if (failed > 0) process.exitCode = 1;
}
