import { expect, test } from "vitest";
import { failures, tally, unsteady } from "./tally.ts";

const named = (title: string) => ({ fullName: title, ancestorTitles: [], title });

const file = (status: string, ...tests: string[]) => ({
  name: "a.test.ts",
  status,
  assertionResults: tests.map((each, index) => ({ status: each, ...named(`test ${index + 1}`) })),
});

test("tests of all reports are summed, and what did not run counts as skipped", () => {
  const unit = { testResults: [file("passed", "passed", "passed", "skipped"), file("failed", "failed", "passed")] };
  const kind = { testResults: [file("passed", "pending", "todo", "passed")] };
  expect(tally([unit, kind])).toEqual({ passed: 4, failed: 1, skipped: 3 });
});

test("a file that could not be loaded is a failure, although none of its tests failed", () => {
  expect(tally([{ testResults: [file("failed")] }])).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(tally([{ testResults: [file("failed", "passed", "skipped")] }])).toEqual({ passed: 1, failed: 1, skipped: 1 });
});

test("what failed is named, a file that could not be loaded too", () => {
  const reports = [
    { testResults: [file("failed", "passed", "failed", "failed"), file("passed", "passed"), file("failed")] },
  ];
  expect(failures(reports)).toEqual(["a.test.ts: test 2", "a.test.ts: test 3", "a.test.ts"]);
});

test("what passed only when it was tried again is named, with why it had failed", () => {
  const failureMessages = ["Error: too late\n    at line 1", "Error: again"];
  const once = { status: "passed", ...named("test 1"), failureMessages };
  const never = { status: "failed", ...named("test 2"), failureMessages };
  const atOnce = { status: "passed", ...named("test 3"), failureMessages: [] };
  const reports = [{ testResults: [{ name: "a.test.ts", status: "passed", assertionResults: [once, never, atOnce] }] }];
  expect(unsteady(reports)).toEqual(["a.test.ts: test 1: Error: too late"]);
});
