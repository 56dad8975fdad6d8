import { describe, expect, test } from "vitest";
import { parseSchedule } from "./schedule.ts";

const next = (text: string, after: string, timeZone?: string) =>
  parseSchedule(text, timeZone)?.next(new Date(after))?.toISOString();

describe("A schedule", () => {
  test.each([
    ["* * * * *", "2026-01-05T09:00:30Z", "2026-01-05T09:01:00.000Z"],
    ["* * * * *", "2026-01-05T09:01:00Z", "2026-01-05T09:02:00.000Z"],
    ["*/15 * * * *", "2026-01-05T09:46:00Z", "2026-01-05T10:00:00.000Z"],
    ["5,10-12 8-10/2 * * *", "2026-01-05T08:12:00Z", "2026-01-05T10:05:00.000Z"],
    ["0 0 1 JAN *", "2026-01-05T00:00:00Z", "2027-01-01T00:00:00.000Z"],
    ["0 12 * * mon-fri", "2026-01-09T12:00:00Z", "2026-01-12T12:00:00.000Z"],
    ["0 0 13 * fri", "2026-01-05T00:00:00Z", "2026-01-09T00:00:00.000Z"],
    ["@hourly", "2026-01-05T09:00:30Z", "2026-01-05T10:00:00.000Z"],
    ["0 0 29 2 *", "2026-01-05T00:00:00Z", "2028-02-29T00:00:00.000Z"],
  ])("%j after %s is due at %s.", (text, after, due) => {
    expect(next(text, after)).toBe(due);
  });

  test("goes by the clocks of its time zone.", () => {
    expect(next("0 9 * * *", "2026-07-01T00:00:00Z", "Europe/Berlin")).toBe("2026-07-01T07:00:00.000Z");
    expect(next("0 9 * * *", "2026-01-01T00:00:00Z", "America/New_York")).toBe("2026-01-01T14:00:00.000Z");
  });

  test("may have no time at all.", () => {
    expect(next("0 0 30 2 *", "2026-01-05T00:00:00Z")).toBeUndefined();
  });

  test.each(["", "* * * *", "60 * * * *", "* * 0 * *", "5-2 * * * *", "*/0 * * * *", "a * * * *", "* * * * 7"])(
    "is not what %j is.",
    (text) => {
      expect(parseSchedule(text)).toBeUndefined();
    },
  );
});
