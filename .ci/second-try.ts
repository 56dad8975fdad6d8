import { readReport, type FileReport, type TestReport, type VitestReport } from "./vitest-report.ts";

/**
 * What vitest is to be called with so that exactly the tests run that failed.
 * @returns nothing where none failed, or where a file failed before its tests did: that is no matter of load
 */
export function secondTry({ testResults }: VitestReport): readonly string[] | undefined {
  const failed = testResults.filter(({ status }) => status === "failed");
  const names = failed.map((file) => failedTests(file).map(filterName));
  if (names.length === 0 || names.some((list) => list.length === 0)) return undefined;
  return [...failed.map(({ name }) => name), `--testNamePattern=^(${names.flat().join("|")})$`];
}

/** What vitest holds a pattern against, as a pattern. */
const filterName = ({ ancestorTitles, title }: TestReport) =>
  [...ancestorTitles, title].join(" > ").replaceAll(/[^\w ]/g, "\\$&");

/** Where the report of a second try lies, beside the first. */
export const secondReport = (path: string) => `${path}.second`;

/** The report, with what passed the second time as passed; why it had failed stays in it. */
export function withSecondTry(first: VitestReport, second: VitestReport): VitestReport {
  return { testResults: first.testResults.map((file) => withPassed(file, passedTests(second, file.name))) };
}

function withPassed(file: FileReport, passed: ReadonlySet<string>): FileReport {
  if (failedTests(file).length === 0) return file;
  const assertionResults = file.assertionResults.map((test) =>
    test.status === "failed" && passed.has(test.fullName) ? { ...test, status: "passed" } : test,
  );
  const status = assertionResults.some((test) => test.status === "failed") ? "failed" : "passed";
  return { ...file, status, assertionResults };
}

const failedTests = ({ assertionResults }: FileReport) => assertionResults.filter(({ status }) => status === "failed");

function passedTests({ testResults }: VitestReport, file: string): ReadonlySet<string> {
  const tests = testResults.filter(({ name }) => name === file).flatMap(({ assertionResults }) => assertionResults);
  return new Set(tests.filter(({ status }) => status === "passed").map(({ fullName }) => fullName));
}

if (import.meta.main) {
  const report = readReport(process.argv[2]!);
  for (const argument of (report && secondTry(report)) ?? []) console.log(argument);
}
