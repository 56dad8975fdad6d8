import { expect, test } from "vitest";
import { fc } from "../../../base/testing/properties.ts";
import { settle } from "./settle.ts";

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, 1, "x"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "c"), tie("value"), { maxKeys: 3 }),
  ),
})).value;

function isDeeplyFrozen(value: unknown): boolean {
  return (
    typeof value !== "object" ||
    value === null ||
    (Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen))
  );
}

test("A settled value is frozen throughout, equal to what it was, and identical to the old one exactly when it is equal.", () => {
  fc.assert(
    fc.property(json, json, (next, before) => {
      const old = settle(structuredClone(before), undefined);
      const settled = settle(structuredClone(next), old);
      expect(settled).toEqual(next);
      expect(isDeeplyFrozen(settled)).toBe(true);
      expect(settled === old).toBe(isEqual(next, before));
    }),
  );
});

test("An equal copy settles to the very value that it copies.", () => {
  fc.assert(
    fc.property(json, (value) => {
      const old = settle(structuredClone(value), undefined);
      expect(settle(structuredClone(value), old)).toBe(old);
    }),
  );
});

function isEqual(a: unknown, b: unknown): boolean {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
}
