import { expect, test } from "vitest";
import { tally, type UserOutcome } from "./user-outcomes.ts";

function answered(status: number, latency: number, version?: string): UserOutcome {
  return {
    kind: "answered",
    answer: { status, headers: version === undefined ? {} : { "x-app-version": version } },
    latency,
  };
}

test("requests are counted by what became of them, and those that could not be made beside those that were sent", () => {
  const outcomes: readonly UserOutcome[] = [
    answered(200, 12, "v1"),
    answered(404, 30, "v2"),
    answered(503, 8, "v2"),
    answered(200, 20),
    { kind: "refused" },
    { kind: "timedOut" },
    { kind: "timedOut" },
    { kind: "unknown" },
  ];
  expect(tally(outcomes)).toEqual({
    sent: 7,
    unsent: 1,
    ok: 3,
    errors: 1,
    refused: 1,
    timedOut: 2,
    latencies: [12, 30, 8, 20],
    byVersion: { v1: 1, v2: 2 },
  });
});
