import { expect, it } from "vitest";
import { firstThree, formatSelector, humanDuration, since } from "./cells.ts";

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

it.each([
  [-3 * second, "<invalid>"],
  [-1 * second, "0s"],
  [0, "0s"],
  [119 * second, "119s"],
  [2 * minute, "2m"],
  [2 * minute + 5 * second, "2m5s"],
  [10 * minute + 5 * second, "10m"],
  [179 * minute, "179m"],
  [3 * hour + 20 * minute, "3h20m"],
  [9 * hour + 20 * minute, "9h"],
  [2 * day + 3 * hour, "2d3h"],
  [9 * day + 3 * hour, "9d"],
  [800 * day, "2y70d"],
  [3000 * day, "8y"],
])("shows a duration of %d ms as %s", (milliseconds, text) => {
  expect(humanDuration(milliseconds)).toBe(text);
});

it("shows no time as unknown", () => {
  expect(since(undefined, new Date())).toBe("<unknown>");
  expect(since(null, new Date())).toBe("<unknown>");
});

it("writes selectors as kubectl shows them, sorted by key", () => {
  const matchExpressions = [
    { key: "zone", operator: "Exists" },
    { key: "b", operator: "In", values: ["y", "x"] },
    { key: "a", operator: "DoesNotExist" },
  ] as const;
  expect(formatSelector({ matchLabels: { app: "web" }, matchExpressions })).toBe("!a,app=web,b in (x,y),zone");
  expect(formatSelector(undefined)).toBe("<none>");
  expect(formatSelector({})).toBe("<none>");
});

it("shows three of many and counts the rest", () => {
  expect(firstThree([])).toBe("<unset>");
  expect(firstThree(["a", "b", "c"])).toBe("a,b,c");
  expect(firstThree(["a", "b", "c", "d", "e"])).toBe("a,b,c + 2 more...");
});
