import { expect, test } from "vitest";
import { unifiedDiff } from "./spec-diff.ts";

test("A change is shown with three lines around it, counted on both sides.", () => {
  const before = { A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7 };
  const text = unifiedDiff(before, { ...before, E: 50 });
  expect(text).toBe(
    [
      "@@ -3,7 +3,7 @@",
      '  "B": 2,',
      '  "C": 3,',
      '  "D": 4,',
      '- "E": 5,',
      '+ "E": 50,',
      '  "F": 6,',
      '  "G": 7',
      " }",
      "",
    ].join("\n"),
  );
});

test("Changes far from one another are shown apart.", () => {
  const before = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`f${i}`, i]));
  const text = unifiedDiff(before, { ...before, f2: 0, f17: 0 });
  expect(text.match(/^@@.*@@$/gm)).toEqual(["@@ -1,7 +1,7 @@", "@@ -16,7 +16,7 @@"]);
});

test("What was added has no lines before.", () => {
  expect(unifiedDiff({ A: null }, { A: ["x"] })).toBe('@@ -1,3 +1,5 @@\n {\n- "A": null\n+ "A": [\n+  "x"\n+ ]\n }\n');
});
