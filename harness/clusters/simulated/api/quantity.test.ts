import { describe, expect, test } from "vitest";
import { fc } from "../../../base/testing/properties.ts";
import { canonicalQuantity, compareQuantities, parseQuantity } from "./quantity.ts";

describe("a quantity", () => {
  test.each([
    ["1000m", "1"],
    [0.5, "500m"],
    ["1024Mi", "1Gi"],
    ["1.5Gi", "1536Mi"],
    ["0.1Gi", "107374182400m"],
    ["1e3", "1e3"],
    ["12e6", "12e6"],
    ["1500", "1500"],
    ["1000k", "1M"],
    ["0", "0"],
    ["-1", "-1"],
    ["100m", "100m"],
    ["0.0000000001", "1n"],
  ])("%s is written %s", (text, canonical) => {
    expect(canonicalQuantity(text)).toBe(canonical);
  });

  test.each(["abc", "", "1 Gi", "1ki", "--1", "1.2.3"])("%j is none", (text) => {
    expect(canonicalQuantity(text)).toBeUndefined();
  });

  const quantity = fc
    .tuple(fc.integer({ min: -5000, max: 5000 }), fc.constantFrom("", "m", "k", "M", "Ki", "Mi", "Gi", "e3"))
    .map(([number, suffix]) => `${number}${suffix}`);

  test("keeps its value in its canonical form, which is canonical itself", () => {
    fc.assert(
      fc.property(quantity, (text) => {
        const canonical = canonicalQuantity(text)!;
        expect(compareQuantities(canonical, text)).toBe(0);
        expect(canonicalQuantity(canonical)).toBe(canonical);
      }),
    );
  });

  test("is ordered as its number of billionths is", () => {
    fc.assert(
      fc.property(quantity, quantity, (a, b) => {
        const difference = parseQuantity(a)!.nanos - parseQuantity(b)!.nanos;
        expect(Math.sign(compareQuantities(a, b))).toBe(difference === 0n ? 0 : difference > 0n ? 1 : -1);
      }),
    );
  });
});
