import { expect, test } from "vitest";
import { timeProblem } from "./go-time.ts";

test("Times are read as Go reads them.", () => {
  expect(timeProblem("2024-02-29T10:00:00Z", "time")).toBeUndefined();
  expect(timeProblem("2024-02-29T10:00:00.123+02:00", "time")).toBeUndefined();
  expect(timeProblem("2024-02-29T10:00:00.000001Z", "microTime")).toBeUndefined();
});

test("What is no time is refused in the words of Go.", () => {
  expect(timeProblem("yesterday", "time")).toBe(
    'parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006"',
  );
  expect(timeProblem("2024-01-01", "time")).toBe(
    'parsing time "2024-01-01" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"',
  );
  expect(timeProblem("2024-01-01T00:00:00Z", "microTime")).toBe(
    'parsing time "2024-01-01T00:00:00Z" as "2006-01-02T15:04:05.000000Z07:00": cannot parse "Z" as ".000000"',
  );
  expect(timeProblem("2024-13-01T00:00:00Z", "time")).toBe('parsing time "2024-13-01T00:00:00Z": month out of range');
  expect(timeProblem("2023-02-29T00:00:00Z", "time")).toBe('parsing time "2023-02-29T00:00:00Z": day out of range');
});
