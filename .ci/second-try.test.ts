import { expect, test } from "vitest";
import { secondTry, withSecondTry } from "./second-try.ts";
import { tally, unsteady } from "./tally.ts";

const file = (name: string, status: string, tests: Record<string, string>) => ({
  name,
  status,
  assertionResults: Object.entries(tests).map(([fullName, each]) => ({
    status: each,
    fullName,
    ancestorTitles: ["outer"],
    title: fullName,
    failureMessages: each === "failed" ? ["Error: too late"] : [],
  })),
});

const first = {
  testResults: [
    file("a.test.ts", "failed", { "a (1)": "failed", "a (1) too": "passed" }),
    file("b.test.ts", "passed", { b: "passed" }),
    file("c.test.ts", "failed", { c: "failed", d: "failed" }),
  ],
};

test("exactly what failed is tried again", () => {
  expect(secondTry(first)).toEqual([
    "a.test.ts",
    "c.test.ts",
    String.raw`--testNamePattern=^(outer \> a \(1\)|outer \> c|outer \> d)$`,
  ]);
});

test("nothing is tried again where nothing failed, or where a file could not be loaded", () => {
  expect(secondTry({ testResults: [file("a.test.ts", "passed", { a: "passed" })] })).toBeUndefined();
  expect(secondTry({ testResults: [...first.testResults, file("d.test.ts", "failed", {})] })).toBeUndefined();
  expect(secondTry({ testResults: [file("d.test.ts", "failed", { d: "skipped" })] })).toBeUndefined();
});

test("what passes the second time has passed, and is named; what fails again has failed", () => {
  const second = {
    testResults: [
      file("a.test.ts", "passed", { "a (1)": "passed", "a (1) too": "skipped" }),
      file("c.test.ts", "failed", { c: "passed", d: "failed" }),
    ],
  };
  const both = withSecondTry(first, second);
  expect(tally([both])).toEqual({ passed: 4, failed: 1, skipped: 0 });
  expect(unsteady([both])).toEqual(["a.test.ts: a (1): Error: too late", "c.test.ts: c: Error: too late"]);
  expect(both.testResults.map(({ status }) => status)).toEqual(["passed", "passed", "failed"]);
});

test("a second try of which there is no report changes nothing", () => {
  expect(withSecondTry(first, { testResults: [] })).toEqual(first);
});
