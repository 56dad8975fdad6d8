import { expect, test } from "vitest";
import { median } from "./statistics.ts";

test("the median is the middle of the sorted values, or the mean of the two in the middle", () => {
  expect(median([30, 1, 200])).toBe(30);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});
