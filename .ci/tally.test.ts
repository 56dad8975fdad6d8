import { expect, test } from "vitest";
import { tally } from "./tally.ts";

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
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
