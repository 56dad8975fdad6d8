import { expect, test } from "vitest";
import { equivalenceClasses } from "./classes.ts";

test("clusters in the same state have the same letter, in their order; unknown ones have none", () => {
  const prints = new Map([
    ["eu", "x"],
    ["us", "y"],
    ["ap", "x"],
    ["sa", undefined],
  ]);
  expect(Object.fromEntries(equivalenceClasses(prints))).toEqual({ eu: "A", us: "B", ap: "A", sa: "?" });
});

test("there are letters for more than 26 states", () => {
  const prints = new Map(Array.from({ length: 28 }, (_, index) => [String(index), String(index)]));
  expect([...equivalenceClasses(prints).values()].slice(25)).toEqual(["Z", "AA", "AB"]);
});
