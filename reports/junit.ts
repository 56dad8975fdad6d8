import type { Assertion, Verdict } from "../harness/judging/verdict.ts";
import { settingText } from "./format.ts";
import type { ReportedRun, Reporter } from "./reporter.ts";
import { xmlDocument, type Element } from "./xml.ts";

/** One suite per run, one case per assertion per cluster; what could not be judged is an error, never skipped. */
export const junit: Reporter = {
  name: "junit",
  summary: "JUnit XML for CI servers",
  render(runs) {
    const suites = runs.map(suite);
    return xmlDocument({
      name: "testsuites",
      attributes: { name: "rollback-drill", ...total(suites) },
      children: suites.map(({ element }) => element),
    });
  },
};

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
}

interface Suite {
  readonly counts: Counts;
  readonly element: Element;
}

function suite({ verdict, file, folder }: ReportedRun): Suite {
  const { scenario, procedure, seed, gates, fleet, score } = verdict;
  const classname = `${scenario}.${procedure}`;
  const assertions = gates.flatMap((gate) => gate.assertions);
  const cases = [trustCase(verdict, classname), ...assertions.map((assertion) => assertionCase(assertion, classname))];
  const having = (name: string) =>
    cases.filter(({ children = [] }) => children.some((child) => child.name === name)).length;
  const counts = { tests: cases.length, failures: having("failure"), errors: having("error") };
  const properties: Readonly<Record<string, string | number | undefined>> = {
    verdict: verdict.verdict,
    file,
    folder,
    setting: settingText(verdict),
    score: score?.total,
    timeToRecoverMs: fleet.timeToRecover.state === "measured" ? fleet.timeToRecover.value : undefined,
  };
  const stated = Object.entries(properties).flatMap(([name, value]): Element[] =>
    value === undefined ? [] : [{ name: "property", attributes: { name, value } }],
  );
  return {
    counts,
    element: {
      name: "testsuite",
      attributes: { name: `${scenario} / ${procedure} / seed ${seed}`, ...counts, skipped: 0 },
      children: [{ name: "properties", children: stated }, ...cases],
    },
  };
}

/** Whether the run proves anything at all: an error that no gate could tell, such as a fault that did not bite. */
function trustCase({ verdict, reasons }: Verdict, classname: string): Element {
  const attributes = { classname, name: "the drill is to be trusted" };
  if (verdict === "pass" || verdict === "fail") return { name: "testcase", attributes };
  const error = {
    name: "error",
    attributes: { type: verdict, message: reasons[0] ?? verdict },
    text: reasons.join("\n"),
  };
  return { name: "testcase", attributes, children: [error] };
}

function assertionCase({ gate, title, outcome, detail }: Assertion, classname: string): Element {
  const attributes = { classname, name: `${gate} ${title}` };
  if (outcome === "passed") return { name: "testcase", attributes };
  const name = outcome === "failed" ? "failure" : "error";
  return {
    name: "testcase",
    attributes,
    children: [{ name, attributes: { type: gate, message: detail }, text: `${title}: ${detail}` }],
  };
}

function total(suites: readonly Suite[]): Counts {
  const sum = (key: keyof Counts) => suites.reduce((all, { counts }) => all + counts[key], 0);
  return { tests: sum("tests"), failures: sum("failures"), errors: sum("errors") };
}
